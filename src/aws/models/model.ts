// What a service model holds: botocore's shape language, without documentation.

export interface ShapeRef {
  readonly shape: string;
  readonly locationName?: string;
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  readonly queryName?: string;
  readonly flattened?: boolean;
  readonly jsonvalue?: boolean;
  readonly idempotencyToken?: boolean;
  readonly deprecated?: boolean;
  readonly timestampFormat?: string;
}

export interface Shape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'boolean'
    | 'timestamp'
    | 'blob'
    | 'character';
  /** Members of a structure, in the model's order. */
  readonly members?: Readonly<Record<string, ShapeRef>>;
  readonly required?: readonly string[];
  readonly member?: ShapeRef;
  readonly key?: ShapeRef;
  readonly value?: ShapeRef;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly exception?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number; readonly senderFault?: boolean };
  readonly payload?: string;
  readonly flattened?: boolean;
  readonly locationName?: string;
  readonly streaming?: boolean;
  readonly sensitive?: boolean;
  readonly document?: boolean;
  readonly union?: boolean;
  readonly timestampFormat?: string;
}

export interface OperationModel {
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input?: ShapeRef;
  readonly output?: ShapeRef & { readonly resultWrapper?: string };
  readonly errors?: readonly { readonly shape: string }[];
}

export interface Paginator {
  readonly input_token: string | readonly string[];
  readonly output_token: string | readonly string[];
  readonly limit_key?: string;
  readonly result_key: string | readonly string[];
  readonly more_results?: string;
  readonly non_aggregate_keys?: readonly string[];
}

export interface Waiter {
  readonly operation: string;
  /** Seconds between two tries. */
  readonly delay: number;
  readonly maxAttempts: number;
  readonly acceptors: readonly {
    readonly state: 'success' | 'failure' | 'retry';
    readonly matcher: 'path' | 'pathAll' | 'pathAny' | 'status' | 'error';
    readonly argument?: string;
    readonly expected: string | number | boolean;
  }[];
}

export interface ServiceModel {
  readonly name: string;
  readonly metadata: {
    readonly apiVersion: string;
    readonly endpointPrefix: string;
    readonly jsonVersion?: string;
    readonly protocol: 'json' | 'rest-json' | 'query' | 'ec2' | 'rest-xml';
    readonly serviceAbbreviation?: string;
    readonly serviceFullName: string;
    readonly serviceId: string;
    readonly signingName?: string;
    readonly targetPrefix?: string;
    readonly xmlNamespace?: string | { readonly uri: string };
  };
  readonly operations: Readonly<Record<string, OperationModel>>;
  /** Names of operations that exist on AWS but whose shapes were left out. */
  readonly omitted: readonly string[];
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly paginators: Readonly<Record<string, Paginator>>;
  readonly waiters: Readonly<Record<string, Waiter>>;
}

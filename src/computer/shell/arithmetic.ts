// Shell arithmetic: 64-bit integers, as $(( )), (( )) and let have them.
import type { ArithmeticNode } from './ast.ts';
import { ExpansionError } from './control.ts';
import type { Shell } from './runtime.ts';

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

/** What arithmetic needs of the expander: texts in it may be expansions themselves. */
export interface ArithmeticHost {
  readonly shell: Shell;
  /** Expands `text` as in double quotes. */
  expandText(text: string): Promise<string>;
  /** Evaluates the expression in `text`. */
  evaluateText(text: string): Promise<bigint>;
}

/** The value of an expression. @throws ExpansionError division by 0 and the like. */
export async function evaluateArithmetic(host: ArithmeticHost, node: ArithmeticNode): Promise<bigint> {
  switch (node.type) {
    case 'ArithNumber':
      return BigInt(Math.trunc(node.value));
    case 'ArithVariable':
      return variable(host, node.name);
    case 'ArithSpecialVar':
      return host.evaluateText(await host.expandText(`$${node.name}`));
    case 'ArithArrayElement':
      return host.evaluateText(host.shell.element(node.array, await subscript(host, node)) ?? '0');
    case 'ArithGroup':
    case 'ArithNested':
      return evaluateArithmetic(host, node.expression);
    case 'ArithTernary':
      return evaluateArithmetic(
        host,
        (await evaluateArithmetic(host, node.condition)) !== 0n ? node.consequent : node.alternate,
      );
    case 'ArithUnary':
      return unary(host, node);
    case 'ArithBinary':
      return binary(host, node);
    case 'ArithAssignment':
      return assign(host, node);
    case 'ArithCommandSubst':
      return host.evaluateText(await host.expandText(`$(${node.command})`));
    case 'ArithBracedExpansion':
      return host.evaluateText(await host.expandText(`\${${node.content}}`));
    case 'ArithSingleQuote':
      return BigInt(node.value);
    case 'ArithSyntaxError':
      throw new ExpansionError(node.message);
    case 'ArithDynamicBase':
      return host.evaluateText(`${await host.expandText(node.baseExpr)}#${node.value}`);
    case 'ArithDynamicNumber':
      return host.evaluateText(node.prefix + (await host.expandText(`${node.suffix}`)));
    default:
      throw new ExpansionError('syntax error in expression');
  }
}

async function subscript(
  host: ArithmeticHost,
  node: { index?: ArithmeticNode; stringKey?: string; array?: string },
): Promise<string> {
  if (node.stringKey !== undefined) return host.expandText(node.stringKey);
  return String(await evaluateArithmetic(host, node.index!));
}

/** A variable's value is itself an expression. */
async function variable(host: ArithmeticHost, name: string): Promise<bigint> {
  const value = /^[0-9]$/.test(name) ? host.shell.positional[Number(name) - 1] : host.shell.get(name);
  if (value === undefined && host.shell.options.has('nounset')) throw new ExpansionError(`${name}: unbound variable`);
  if (value === undefined || value.trim() === '') return 0n;
  return /^-?\d+$/.test(value) && !/^-?0\d/.test(value) ? wrap(BigInt(value)) : host.evaluateText(value);
}

type Target = { name: string; subscript?: string };

async function targetOf(host: ArithmeticHost, node: ArithmeticNode): Promise<Target> {
  if (node.type === 'ArithVariable') return { name: node.name };
  if (node.type === 'ArithArrayElement') return { name: node.array, subscript: await subscript(host, node) };
  throw new ExpansionError('attempted assignment to non-variable');
}

function store({ shell }: ArithmeticHost, { name, subscript: key }: Target, value: bigint): void {
  if (key === undefined) shell.set(name, String(value));
  else shell.setElement(name, key, String(value));
}

async function unary(host: ArithmeticHost, node: Extract<ArithmeticNode, { type: 'ArithUnary' }>): Promise<bigint> {
  const value = await evaluateArithmetic(host, node.operand);
  switch (node.operator) {
    case '-':
      return wrap(-value);
    case '+':
      return value;
    case '!':
      return value === 0n ? 1n : 0n;
    case '~':
      return wrap(~value);
    default: {
      const next = wrap(node.operator === '++' ? value + 1n : value - 1n);
      store(host, await targetOf(host, node.operand), next);
      return node.prefix ? next : value;
    }
  }
}

async function binary(host: ArithmeticHost, node: Extract<ArithmeticNode, { type: 'ArithBinary' }>): Promise<bigint> {
  const left = await evaluateArithmetic(host, node.left);
  if (node.operator === '&&' && left === 0n) return 0n;
  if (node.operator === '||' && left !== 0n) return 1n;
  return compute(node.operator, left, await evaluateArithmetic(host, node.right));
}

function compute(operator: string, a: bigint, b: bigint): bigint {
  const truth = (value: boolean): bigint => (value ? 1n : 0n);
  switch (operator) {
    case '+':
      return wrap(a + b);
    case '-':
      return wrap(a - b);
    case '*':
      return wrap(a * b);
    case '/':
    case '%':
      if (b === 0n) throw new ExpansionError('division by 0');
      return wrap(operator === '/' ? a / b : a % b);
    case '**':
      if (b < 0n) throw new ExpansionError('exponent less than 0');
      return wrap(a ** b);
    case '<<':
      return wrap(a << (b & 63n));
    case '>>':
      return wrap(a >> (b & 63n));
    case '<':
      return truth(a < b);
    case '<=':
      return truth(a <= b);
    case '>':
      return truth(a > b);
    case '>=':
      return truth(a >= b);
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&&':
    case '||':
      return truth(b !== 0n);
    default:
      return b;
  }
}

async function assign(
  host: ArithmeticHost,
  node: Extract<ArithmeticNode, { type: 'ArithAssignment' }>,
): Promise<bigint> {
  const target: Target = { name: node.variable };
  if (node.stringKey !== undefined || node.subscript) {
    target.subscript = await subscript(host, {
      ...(node.subscript ? { index: node.subscript } : {}),
      ...(node.stringKey === undefined ? {} : { stringKey: node.stringKey }),
    });
  }
  const value = await evaluateArithmetic(host, node.value);
  if (node.operator === '=') {
    store(host, target, value);
    return value;
  }
  const old =
    target.subscript === undefined
      ? await variable(host, target.name)
      : await host.evaluateText(host.shell.element(target.name, target.subscript) ?? '0');
  const next = compute(node.operator.slice(0, -1), old, value);
  store(host, target, next);
  return next;
}

/** A number as arithmetic writes it: decimal, 0x…, 0…, base#digits; undefined when it is none. */
export function readNumber(text: string): bigint | undefined {
  const trimmed = text.trim();
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(trimmed) ?? [];
  let value: bigint | undefined;
  if (/^\d+$/.test(rest)) value = rest.length > 1 && rest.startsWith('0') ? octal(rest) : BigInt(rest);
  else if (/^0[xX][0-9a-fA-F]+$/.test(rest)) value = BigInt(rest);
  if (value === undefined) return undefined;
  return wrap(sign === '-' ? -value : value);
}

function octal(text: string): bigint | undefined {
  return /^[0-7]+$/.test(text) ? BigInt(`0o${text}`) : undefined;
}

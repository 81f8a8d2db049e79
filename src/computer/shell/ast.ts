// The syntax tree of just-bash's parser: its types, named.
import type { Bash } from 'just-bash/browser';

export type ScriptNode = ReturnType<Bash['transform']>['ast'];
export type StatementNode = ScriptNode['statements'][number];
export type PipelineNode = StatementNode['pipelines'][number];
export type CommandNode = PipelineNode['commands'][number];
export type SimpleCommandNode = Extract<CommandNode, { type: 'SimpleCommand' }>;
export type FunctionDefNode = Extract<CommandNode, { type: 'FunctionDef' }>;
export type CompoundCommandNode = Exclude<CommandNode, SimpleCommandNode | FunctionDefNode>;
export type RedirectionNode = SimpleCommandNode['redirections'][number];
export type AssignmentNode = SimpleCommandNode['assignments'][number];
export type WordNode = SimpleCommandNode['args'][number];
export type WordPart = WordNode['parts'][number];
export type ParameterExpansion = Extract<WordPart, { type: 'ParameterExpansion' }>;
export type ParameterOperation = NonNullable<ParameterExpansion['operation']>;
export type BraceItem = Extract<WordPart, { type: 'BraceExpansion' }>['items'][number];
export type ArithmeticExpression = Extract<WordPart, { type: 'ArithmeticExpansion' }>['expression'];
export type ArithmeticNode = ArithmeticExpression['expression'];
export type ConditionalNode = Extract<CompoundCommandNode, { type: 'ConditionalCommand' }>['expression'];
export type HereDocNode = Extract<RedirectionNode['target'], { type: 'HereDoc' }>;

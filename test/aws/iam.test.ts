import fc from 'fast-check';
import { expect, test } from 'vitest';
import { denialMessage } from '../../src/aws/iam/denial.ts';
import { evaluate, type PolicySource } from '../../src/aws/iam/evaluate.ts';
import { actionMatches, globMatches, resourceMatches } from '../../src/aws/iam/match.ts';
import { MalformedPolicy, parsePolicy } from '../../src/aws/iam/policy.ts';

const REPOSITORY = 'arn:aws:codecommit:us-east-1:123456789012:shop';

const source = (...statements: object[]): PolicySource => ({
  name: 'test',
  kind: 'identity',
  document: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});

const decide = (
  statements: object[],
  { action = 'codecommit:GitPush', resource = REPOSITORY, context = {} as Record<string, string | string[]> } = {},
) => evaluate({ action, resource, context: new Map(Object.entries(context)) }, [source(...statements)]);

test.each([
  ['*', 'x:y', true],
  ['codecommit:*', 'codecommit:GitPush', true],
  ['CODECOMMIT:gitpush', 'codecommit:GitPush', true],
  ['codecommit:Git????', 'codecommit:GitPush', true],
  ['code*:GitPush', 'codecommit:GitPush', false],
  ['codecommit:', 'codecommit:GitPush', false],
  ['s3:GetObject', 's3:GetObjectVersion', false],
])('the action pattern %s against %s is %s', (pattern, action, expected) => {
  expect(actionMatches(pattern, action)).toBe(expected);
});

test.each([
  ['*', REPOSITORY, true],
  ['arn:aws:codecommit:*:*:shop', REPOSITORY, true],
  ['arn:aws:codecommit:us-east-1:123456789012:sh*', REPOSITORY, true],
  ['arn:aws:codecommit:us-east-1:123456789012:Shop', REPOSITORY, false],
  ['arn:aws:codecommit:us-west-2:123456789012:shop', REPOSITORY, false],
  ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b', true],
  ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/a', false],
  ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/alice/x', true],
  ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/bob/x', false],
  ['arn:aws:s3:::home/${aws:missing}/*', 'arn:aws:s3:::home//x', false],
  [REPOSITORY, '*', false],
])('the resource pattern %s against %s is %s', (pattern, resource, expected) => {
  expect(resourceMatches(pattern, resource, new Map([['aws:username', 'alice']]), '2012-10-17')).toBe(expected);
});

test('what a variable brings in is no wildcard', () => {
  expect(
    resourceMatches(
      'arn:aws:s3:::b/${aws:username}',
      'arn:aws:s3:::b/anything',
      new Map([['aws:username', '*']]),
      '2012-10-17',
    ),
  ).toBe(false);
});

test.each([
  ['StringEquals', 'main', 'main', true],
  ['StringEquals', 'ma*', 'main', false],
  ['StringLike', 'ma*', 'main', true],
  ['StringNotEquals', 'main', 'dev', true],
  ['StringNotEquals', 'main', undefined, true],
  ['StringEquals', 'main', undefined, false],
  ['StringEqualsIfExists', 'main', undefined, true],
  ['StringEqualsIgnoreCase', 'MAIN', 'main', true],
  ['NumericLessThan', '5', '4', true],
  ['NumericLessThan', '5', 'x', false],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', true],
  ['Bool', 'true', 'TRUE', true],
  ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', false],
  ['ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::1:role/x', true],
  ['Null', 'true', undefined, true],
  ['Null', 'false', 'x', true],
  ['Unheard', 'x', 'x', false],
])('the condition %s %s with %s is %s', (operator, wanted, found, expected) => {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'a:b': wanted } } };
  expect(decide([statement], { context: found === undefined ? {} : { 'a:b': found } }).allowed).toBe(expected);
});

test('set operators ask about every value or any value', () => {
  const statement = (operator: string) => ({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { [operator]: { 'a:b': ['x', 'y'] } },
  });
  const context = { 'a:b': ['x', 'z'] };
  expect(decide([statement('ForAllValues:StringEquals')], { context }).allowed).toBe(false);
  expect(decide([statement('ForAnyValue:StringEquals')], { context }).allowed).toBe(true);
  expect(decide([statement('ForAllValues:StringEquals')]).allowed).toBe(true);
  expect(decide([statement('ForAnyValue:StringEquals')]).allowed).toBe(false);
});

test("a denial says in AWS's words whether a policy forbids or none allows", () => {
  const caller = 'arn:aws:iam::123456789012:user/bob';
  expect(denialMessage(caller, decide([]))).toBe(
    `User: ${caller} is not authorized to perform: codecommit:GitPush on resource: ${REPOSITORY} because no identity-based policy allows the codecommit:GitPush action`,
  );
  expect(denialMessage(caller, decide([{ Effect: 'Deny', Action: '*', Resource: '*' }]))).toMatch(
    /with an explicit deny in an identity-based policy$/,
  );
});

test('a verdict explains every statement', () => {
  const verdict = decide([{ Sid: 'Pull', Effect: 'Allow', Action: 'codecommit:GitPull', Resource: REPOSITORY }]);
  expect(verdict).toMatchObject({ allowed: false, reason: 'implicitDeny' });
  expect(verdict.statements[0]).toMatchObject({
    sid: 'Pull',
    actionMatched: false,
    resourceMatched: true,
    matched: false,
  });
});

test.each([
  ['{', 'Syntax errors in policy.'],
  ['{"Version":"2012-10-17"}', 'Missing required field Statement'],
  ['{"Statement":{"Effect":"Allow"}}', 'Policy statement must contain actions.'],
])('the document %s is refused', (text, message) => {
  expect(() => parsePolicy(text)).toThrow(new MalformedPolicy(message));
});

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.constantFrom('*', 'codecommit:*', 'codecommit:GitPush', 'codecommit:Git*', 's3:GetObject'),
  Resource: fc.constantFrom('*', REPOSITORY, 'arn:aws:codecommit:us-east-1:123456789012:other'),
});

test('a matching Deny always wins, and the order of statements does not matter', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 6 }), (statements) => {
      const verdict = decide(statements);
      expect(decide([...statements].reverse()).allowed).toBe(verdict.allowed);
      expect(decide([...statements, { Effect: 'Deny', Action: '*', Resource: '*' }]).allowed).toBe(false);
    }),
  );
});

test('adding an Allow never takes access away', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 6 }), statement, (statements, more) => {
      if (decide(statements).allowed) expect(decide([...statements, { ...more, Effect: 'Allow' }]).allowed).toBe(true);
    }),
  );
});

test('a glob without wildcards matches itself alone', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[*?]/.test(text)),
      fc.string(),
      (pattern, text) => {
        expect(globMatches(pattern, text)).toBe(pattern === text);
      },
    ),
  );
});

// The calls of the table as OpenAPI 3.1 describes them: made from the rows, so that it says what the program does.
import { z, type ZodType } from 'zod'
import { type Call, type Caller, pathOfCall, verbOf } from './call.ts'
import { PLAIN, PROBLEM } from './problem.ts'

/** Where the calls are described. */
export const DESCRIPTION = '/api/v1/openapi.json'

interface Described {
  calls: readonly Call[]
  callers: Readonly<Record<string, Caller>>
  publicUrl: string
}

type Words = Record<string, unknown>

const shapeOf = (schema: ZodType, io: 'input' | 'output'): Words => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return shape
}

const pathParameters = (row: Call): Words[] =>
  [...pathOfCall(row).matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters({ query }: Call): Words[] {
  if (query === undefined) return []
  const { properties = {}, required = [] } = shapeOf(query, 'input') as {
    properties?: Record<string, Words>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

function bodyOf({ body, dialect = PLAIN }: Call): Words {
  if (body === undefined || 'stream' in body) return {}
  const content =
    'json' in body
      ? { [dialect.json]: { schema: shapeOf(body.json, 'input') } }
      : Object.fromEntries(body.bytes.map((type) => [type, {}]))
  return { requestBody: { required: true, content } }
}

function answersOf({ answer, type, status = 200, dialect = PLAIN }: Call): Words {
  const refused =
    dialect === PLAIN
      ? { $ref: '#/components/responses/Problem' }
      : { description: 'Ce qui n’a pas pu être fait, et pourquoi.', content: { [dialect.problemType]: {} } }
  const problem = { default: refused }
  if (answer === undefined) return { 204: { description: 'Fait.' }, ...problem }
  const content =
    type === undefined ? { [dialect.json]: { schema: shapeOf(answer, 'output') } } : { [type]: {} }
  return { [status]: { description: 'Ce qui est répondu.', content }, ...problem }
}

const operationOf = (row: Call): Words => ({
  operationId: `${verbOf(row)} ${pathOfCall(row)}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
  summary: row.title,
  description: row.text,
  parameters: [...pathParameters(row), ...queryParameters(row)],
  ...bodyOf(row),
  responses: answersOf(row),
  ...(row.by === undefined
    ? {}
    : { security: row.by.map((name) => ({ [name]: row.scope === undefined ? [] : [row.scope] })) }),
})

/** The description of the calls that are hidden from nobody, but of protocols that have a description of their own. */
export function openapi({ calls, callers, publicUrl }: Described): Words {
  const paths: Record<string, Words> = {}
  const open = calls.filter(({ isHidden, own }) => isHidden !== true && own !== true)
  const ways = new Set(open.flatMap(({ by = [] }) => by))
  for (const row of open) {
    const path = pathOfCall(row).replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [verbOf(row).toLowerCase()]: operationOf(row) }
  }
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return {
    openapi: '3.1.1',
    info: { title: 'Parvis', version: '1', description: 'Ce que les programmes peuvent demander à Parvis.' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: shapeOf(PROBLEM, 'output') },
      responses: {
        Problem: { description: 'Ce qui n’a pas pu être fait, et pourquoi (RFC 9457).', content: problem },
      },
      securitySchemes: Object.fromEntries(
        Object.entries(callers)
          .filter(([name]) => ways.has(name))
          .map(([name, { scheme, title }]) => [name, { ...scheme, description: title }]),
      ),
    },
  }
}

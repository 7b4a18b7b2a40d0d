// What programs of partners call: without a key, the same refusal for everybody.
import { open, type RouteCase } from './case.ts'

const AT = '/api/v1/pass'
const unkeyed = (row: string): readonly [string, RouteCase] => {
  const [verb, path = ''] = row.split(' ')
  return [`${verb} ${AT}${path}`, open(AT + path.replace(/:\w+/, '1'), [401])]
}

export const passApi: Readonly<Record<string, RouteCase>> = Object.fromEntries(
  [
    ...['GET /products', 'GET /places', 'GET /places/:place', 'PATCH /places/:place'],
    ...['GET /doors', 'DELETE /doors/:door', 'GET /uses', 'GET /uses/months/:month'],
    ...[
      'GET /settlements',
      'GET /settlements/:month',
      'GET /settlements/:month/lines',
      'GET /events',
      'GET /tomp/entitlements',
    ],
  ].map(unkeyed),
)

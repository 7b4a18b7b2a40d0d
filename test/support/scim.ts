// The directory of an authority, as it calls: a key made on screen by whoever administers it, and what is answered.
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { TestApp } from './app.ts'

export interface Answer {
  status: number
  headers: Readonly<Record<string, unknown>>
  // Whatever JSON it is: tests look at parts of it.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any
}

export interface Directory {
  key: string
  /** Where newcomers arrive, at the desk. */
  unit: number
  ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  /** Creates somebody. @returns their id */
  brings(userName: string, more?: object): Promise<string>
  /** Operations of PATCH. */
  patch(path: string, ...operations: object[]): Promise<Answer>
}

const FAR = '2027-11-01'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** A directory of whoever administers by that address. */
export async function directoryOf(
  parvis: TestApp,
  email: string,
  { name = 'Entra ID', ends = FAR } = {},
): Promise<Directory> {
  const browser = await parvis.signedInAs(email)
  const at = '/administration/annuaires/nouvelle'
  const unit = /name="unit"[^]*?<option value="(\d+)"/.exec((await browser.get(at)).body)?.[1] ?? ''
  const made = await browser.post(at, { name, ends, unit, role: 'reception' })
  const key = /parvis_scim_[\w-]+/.exec(made.body)?.[0]
  if (key === undefined) throw new Error(`no key: ${made.statusCode}`)
  // What is only read is dated by the machine, whatever day the test moves to.
  if (ends === FAR)
    await parvis.db.write(system, (tx) =>
      sql`update provisioning.key set ends_on = '9999-12-31' where name = ${name}`.execute(tx.q),
    )
  const ask: Directory['ask'] = async (method, path, body, headers = {}) => {
    const sent =
      body === undefined
        ? { headers: { authorization: `Bearer ${key}`, ...headers } }
        : {
            headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json', ...headers },
            payload: typeof body === 'string' ? body : JSON.stringify(body),
          }
    const reply = await parvis.app.inject({ method, url: `/scim/v2${path}`, ...sent })
    return {
      status: reply.statusCode,
      headers: reply.headers,
      json: reply.body === '' ? null : JSON.parse(reply.body),
    }
  }
  return {
    key,
    unit: Number(unit),
    ask,
    async brings(userName, more = {}) {
      const { status, json } = await ask('POST', '/Users', { userName, ...more })
      if (status !== 201) throw new Error(`${userName}: ${status} ${JSON.stringify(json)}`)
      return json.id
    },
    patch: (path, ...operations) => ask('PATCH', path, { schemas: [PATCH], Operations: operations }),
  }
}

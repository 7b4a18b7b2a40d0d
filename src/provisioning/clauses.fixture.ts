// What is asked of users, clause by clause, and what is answered: the tables of scim.test.ts.
import assert from 'node:assert/strict'
import type { Answer } from '#test/scim.ts'
import { MESSAGE } from './protocol/dialect.ts'

/** Bodies of POST /Users, and how they are refused. */
export const WRONG: readonly (readonly [what: string, body: unknown, status: number, scimType?: string])[] = [
  ['no userName', {}, 400, 'invalidValue'],
  ['an empty userName', { userName: ' ' }, 400, 'invalidValue'],
  ['a userName that is no text', { userName: 3 }, 400, 'invalidValue'],
  ['no address at all', { userName: 'nobody' }, 400, 'invalidValue'],
  ['an address that is none', { userName: 'x', emails: [{ value: 'x@' }] }, 400, 'invalidValue'],
  ['emails that are no list', { userName: 'x@bron.example', emails: 'x' }, 400, 'invalidValue'],
  ['active that is no boolean', { userName: 'x@bron.example', active: 'peut-être' }, 400, 'invalidValue'],
  ['a name too long', { userName: 'x@bron.example', displayName: 'x'.repeat(121) }, 400, 'invalidValue'],
  ['no JSON', '{', 400, 'invalidSyntax'],
  ['no object', '[]', 400, 'invalidValue'],
  [
    'JSON too deep',
    `{"userName":"x@bron.example","a":${'['.repeat(20)}${']'.repeat(20)}}`,
    400,
    'invalidSyntax',
  ],
  ['a body without end', `"${'x'.repeat(300_000)}"`, 413],
]

/** Filters of /Users, and whom they find: `$ana` is an id, `$unit` that of the unit of arrival. */
export const FOUND: readonly (readonly [filter: string, found: readonly string[]])[] = [
  ['userName eq "ANA@bron.example"', ['ana']],
  ['userName eq "BÉA@bron.example"', ['Béa']],
  ['externalId eq "Ext-1"', ['ana']],
  ['externalId eq "ext-1"', []],
  ['externalId pr', ['ana']],
  [`id eq "${'$ana'}"`, ['ana']],
  ['name.givenName sw "an" and name.familyName ew "RS"', ['ana']],
  ['displayName co "lou"', ['Béa']],
  ['displayName co "%"', []],
  ['displayName eq "Béa\\u0000 Loup"', ['Béa']],
  ['groups[value eq "\\u0000"]', []],
  ['emails.value eq "bea@bron.example"', ['Béa']],
  ['emails eq "bea@bron.example"', ['Béa']],
  ['emails[type eq "work" and value sw "bea"]', ['Béa']],
  ['emails[type eq "home"]', []],
  ['active eq false', ['carl']],
  ['active eq "False"', ['carl']],
  ['active ne true', ['carl']],
  ['not (active eq true) or userName sw "ana"', ['ana', 'carl']],
  ['name.givenName eq null', ['Béa', 'carl']],
  ['meta.created le "2099-01-01T00:00:00Z" and userName gt "b"', ['Béa', 'carl']],
  ['meta.lastModified gt "2099-01-01T00:00:00Z"', []],
  ['meta.created gt "2026-01-01T00:00:00+23:59"', ['ana', 'Béa', 'carl']],
  ['meta.resourceType eq "user"', ['ana', 'Béa', 'carl']],
  ['groups[value eq "$unit-reception"]', ['ana', 'Béa']],
  ['not (groups.value eq "$unit-reception")', ['carl']],
  ['groups pr', ['ana', 'Béa']],
]

/** Pages of /Users, which holds three. */
export const PAGES: readonly (readonly [
  query: string,
  page: readonly [total: number, from: number, count: number],
])[] = [
  ['', [3, 1, 3]],
  ['startIndex=0', [3, 1, 3]],
  ['startIndex=-5&count=2', [3, 1, 2]],
  ['startIndex=3&count=2', [3, 3, 1]],
  ['startIndex=999999999', [3, 999_999_999, 0]],
  ['count=0', [3, 1, 0]],
  ['count=-1', [3, 1, 0]],
  ['count=999999999', [3, 1, 3]],
]

/** Filters that nothing is found by. */
export const NOT_FOUND_BY: readonly string[] = [
  'nothing eq "x"',
  'constructor pr',
  'userName eq 3',
  'active gt true',
  'active co "t"',
  'meta.created eq "hier"',
  'meta.created co "2026"',
  'meta.created gt "2026-02-30T00:00:00Z"',
  'meta.created gt "0000-01-01T00:00:00Z"',
  'meta.created gt "9999-12-31T23:59:59-23:59"',
  'meta.created gt "2026-01-01T00:00:00+24:00"',
  'emails[emails[type eq "work"]]',
  'name[givenName pr]',
  'password eq "x"',
]

/** Refused as 3.12 says. */
export function refused({ status, headers, json }: Answer, wanted: number, scimType?: string): void {
  assert.equal(status, wanted, JSON.stringify(json))
  assert.equal(headers['content-type'], 'application/scim+json; charset=utf-8')
  assert.deepEqual(json.schemas, [`${MESSAGE}:Error`])
  assert.equal(json.status, String(wanted))
  assert.equal(json.scimType, scimType)
  assert.match(json.detail, /^[\p{Lu}«a-zA-Z].+[.»]$/u)
}

/** What does not open anything, made of a key. */
export const NOT_OPENED_BY = (key: string): readonly string[] => [
  '',
  key,
  `Basic ${key}`,
  `Bearer ${key.slice(0, -1)}`,
  `Bearer ${key}é`,
  `Bearer ${key} x`,
  'Bearer parvis_scim_',
]

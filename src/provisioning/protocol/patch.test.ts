// What PATCH makes of a resource (RFC 7644, 3.5.2), by the shapes that Entra ID and Okta send.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { USER_SCHEMA } from '../directory/schemas.ts'
import { ScimError } from './dialect.ts'
import { patchBody, patched } from './patch.ts'
import { shapeOf } from './schema.ts'

const SHAPE = shapeOf(USER_SCHEMA, ['externalid'])
const USER = {
  id: '1',
  userName: 'jean',
  name: { givenName: 'Jean', familyName: 'Essai' },
  emails: [{ value: 'jean@example.fr', type: 'work', primary: true }],
  active: true,
  groups: [],
}

type Operation = { op: string; path?: string; value?: unknown }

const after = (...operations: Operation[]) => {
  const { Operations } = patchBody.parse({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: operations,
  })
  return patched(USER, Operations, SHAPE)
}

const URN = 'urn:ietf:params:scim:schemas'
const mail = (value: string, primary?: unknown, type = 'work') =>
  primary === undefined ? { value, type } : { value, type, primary }

describe('PATCH', () => {
  const MAKES: readonly (readonly [clause: string, operation: Operation, part: string, made: unknown])[] = [
    ['3.5.2.3: replace', { op: 'replace', path: 'userName', value: 'j2' }, 'username', 'j2'],
    ['Entra ID: « Replace »', { op: 'Replace', path: 'active', value: 'False' }, 'active', 'False'],
    [
      'a part of one value',
      { op: 'Add', path: 'name.familyName', value: 'Neuf' },
      'name',
      { givenname: 'Jean', familyname: 'Neuf' },
    ],
    [
      'the name of the schema before the path',
      { op: 'replace', path: `${URN}:core:2.0:User:userName`, value: 'j2' },
      'username',
      'j2',
    ],
    ['3.5.2.1: add without a path', { op: 'add', value: { userName: 'j2', ACTIVE: false } }, 'active', false],
    [
      'Okta: the whole resource comes back, with what nobody changes',
      { op: 'replace', value: { schemas: [], id: '9', meta: {}, groups: [{ value: 'x' }], active: false } },
      'groups',
      [],
    ],
    [
      'Entra ID: paths as names of a value',
      { op: 'replace', value: { 'name.givenName': 'Ana', 'emails[type eq "Work"].value': 'ana@example.fr' } },
      'emails',
      [mail('ana@example.fr', true)],
    ],
    [
      'Entra ID: one value of several by a filter',
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@example.fr' },
      'emails',
      [mail('new@example.fr', true)],
    ],
    [
      '3.5.2.1: add makes what its filter says when nothing has it',
      { op: 'add', path: 'emails[type eq "home"].value', value: 'home@example.fr' },
      'emails',
      [USER.emails[0], mail('home@example.fr', undefined, 'home')],
    ],
    [
      '3.5.2: one main value, the last that is said',
      { op: 'add', path: 'emails', value: [mail('b@example.fr', 'True')] },
      'emails',
      [mail('jean@example.fr', false), mail('b@example.fr', 'True')],
    ],
    [
      '3.5.2.1: what is there already is not added twice',
      { op: 'add', path: 'emails', value: [mail('jean@example.fr', true)] },
      'emails',
      USER.emails,
    ],
    [
      '3.5.2.3: replace of all values',
      { op: 'replace', path: 'emails', value: [mail('b@e.fr')] },
      'emails',
      [mail('b@e.fr')],
    ],
    [
      '3.5.2.2: remove',
      { op: 'remove', path: 'name.givenName' },
      'name',
      { givenname: undefined, familyname: 'Essai' },
    ],
    [
      '3.5.2.2: remove by a filter',
      { op: 'remove', path: 'emails[value eq "jean@example.fr"]' },
      'emails',
      [],
    ],
    [
      'Entra ID: remove with the values',
      { op: 'Remove', path: 'emails', value: [{ value: 'jean@example.fr' }] },
      'emails',
      [],
    ],
    [
      'what is not kept is left out',
      { op: 'add', path: 'phoneNumbers[type eq "work"].value', value: '1' },
      'username',
      'jean',
    ],
    [
      'so is another schema',
      { op: 'Add', path: `${URN}:extension:enterprise:2.0:User:department`, value: 'Voirie' },
      'username',
      'jean',
    ],
  ]
  for (const [clause, operation, part, made] of MAKES)
    it(clause, () => assert.deepEqual(after(operation)[part], made))

  it('applies one operation after the other', () =>
    assert.equal(
      after({ op: 'replace', path: 'userName', value: 'a' }, { op: 'remove', path: 'userName' })['username'],
      undefined,
    ))

  const REFUSED: readonly (readonly [what: string, operation: Operation, as: string])[] = [
    ['what nobody changes', { op: 'replace', path: 'id', value: '2' }, 'mutability'],
    ['what other calls change', { op: 'add', path: 'groups', value: [] }, 'mutability'],
    ['a remove of nothing', { op: 'remove' }, 'noTarget'],
    [
      'a filter that finds nothing',
      { op: 'replace', path: 'emails[type eq "home"].value', value: 'x' },
      'noTarget',
    ],
    [
      'an add that its filter does not describe',
      { op: 'add', path: 'emails[type sw "h"].value', value: 'x' },
      'noTarget',
    ],
    ['a path that is none', { op: 'replace', path: 'emails[', value: 'x' }, 'invalidPath'],
    [
      'a path without an end',
      { op: 'replace', path: 'emails[type eq "work"]value', value: 'x' },
      'invalidPath',
    ],
    [
      'a filter of one value',
      { op: 'replace', path: 'name[givenName pr].familyName', value: 'x' },
      'invalidPath',
    ],
    ['a filter that is none', { op: 'replace', path: 'emails[zz].value', value: 'x' }, 'invalidFilter'],
    ['no path and a text', { op: 'add', value: 'x' }, 'invalidValue'],
    [
      'one value too many',
      { op: 'add', path: 'emails', value: Array.from({ length: 1000 }, (_, n) => ({ value: `${n}@e.fr` })) },
      'invalidValue',
    ],
    [
      'more changes than operations may be, in one',
      {
        op: 'replace',
        value: Object.fromEntries(
          Array.from({ length: 101 }, (_, n) => [`emails[type eq "work" or type eq "${n}"].value`, 'x@e.fr']),
        ),
      },
      'invalidValue',
    ],
    [
      'JSON too deep',
      { op: 'add', value: JSON.parse(`${'{"a":'.repeat(20)}1${'}'.repeat(20)}`) },
      'invalidSyntax',
    ],
  ]
  for (const [what, operation, as] of REFUSED)
    it(`refuses ${what}`, () =>
      assert.throws(
        () => after(operation),
        (error) => error instanceof ScimError && error.scimType === as,
      ))

  describe('of a thousand values, a hundred times', () => {
    const emails = Array.from({ length: 1000 }, (_, n) => mail(`agent.numero.${n}@mairie.example.fr`))
    const hundred = (filter: string, held: unknown[] = emails) =>
      patched(
        { emails: held },
        Array.from({ length: 100 }, () => ({ op: 'remove', path: `emails[${filter}]` }) as const),
        SHAPE,
      )

    it('finds them one by one', () =>
      assert.equal(
        (
          patched(
            { emails },
            emails
              .slice(0, 100)
              .map(({ value }) => ({ op: 'remove', path: `emails[value eq "${value}"]` }) as const),
            SHAPE,
          )['emails'] as unknown[]
        ).length,
        900,
      ))

    const tooMany = (error: unknown) => error instanceof ScimError && error.scimType === 'tooMany'
    it('refuses filters that compare each forty times, or very long texts', () => {
      const forty = Array.from({ length: 40 }, () => 'type ne "work"').join(' or ')
      assert.throws(() => hundred(forty), tooMany)
      assert.throws(() => hundred('value co "b"', [{ value: 'a'.repeat(200_000) }]), tooMany)
    })
  })
})

// Filters as RFC 7644 writes them (3.4.2.2), and what is refused of a client that is wrong or hostile.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ScimError } from './dialect.ts'
import { type Filter, matches, readFilter } from './filter.ts'

/** As brackets: easy to compare. */
function told(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${told(filter.of[0])} ${filter.kind} ${told(filter.of[1])})`
    case 'not':
      return `not(${told(filter.of)})`
    case 'within':
      return `${filter.path}[${told(filter.of)}]`
    case 'present':
      return `${filter.path} pr`
    case 'compare':
      return `${filter.path} ${filter.by} ${JSON.stringify(filter.value)}`
  }
}

describe('a filter', () => {
  const READ: readonly (readonly [clause: string, asked: string, read: string])[] = [
    ['figure 1: eq', 'userName eq "bjensen"', 'username eq "bjensen"'],
    ['figure 1: co of a sub-attribute', `name.familyName co "O'Malley"`, `name.familyname co "O'Malley"`],
    ['figure 1: sw', 'userName sw "J"', 'username sw "J"'],
    [
      'figure 1: the name of the schema',
      'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
      'username sw "J"',
    ],
    ['figure 1: pr', 'title pr', 'title pr'],
    [
      'figure 1: dates',
      'meta.lastModified gt "2011-05-13T04:42:34Z"',
      'meta.lastmodified gt "2011-05-13T04:42:34Z"',
    ],
    ['figure 1: and', 'title pr and userType eq "Employee"', '(title pr and usertype eq "Employee")'],
    [
      'figure 1: grouping',
      'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
      '(usertype eq "Employee" and (emails co "example.com" or emails.value co "example.org"))',
    ],
    [
      'figure 1: not',
      'userType ne "Employee" and not (emails co "example.com")',
      '(usertype ne "Employee" and not(emails co "example.com"))',
    ],
    [
      'figure 1: a value path',
      'emails[type eq "work" and value co "@example.com"]',
      'emails[(type eq "work" and value co "@example.com")]',
    ],
    ['table 6: and before or', 'a pr or b pr and c pr', '(a pr or (b pr and c pr))'],
    ['operators in any capitals', 'a EQ "x" AND NOT (b Pr)', '(a eq "x" and not(b pr))'],
    [
      'booleans, numbers, null',
      'a eq true and b gt 3.5 and c eq null',
      '((a eq true and b gt 3.5) and c eq null)',
    ],
    ['Entra ID: « False »', 'active eq False', 'active eq false'],
    ['a quoted bracket is text', 'a eq "x) or (b"', 'a eq "x) or (b"'],
    ['escapes', String.raw`a eq "a\"b\u00e9"`, 'a eq "a\\"bé"'],
  ]
  for (const [clause, asked, read] of READ)
    it(`is read: ${clause}`, () => assert.equal(told(readFilter(asked)), read))

  const REFUSED: Readonly<Record<string, string>> = {
    nothing: '',
    'a name alone': 'userName',
    'an unknown operator': 'userName zz "x"',
    'no value': 'userName eq',
    'a bare word': 'userName eq bjensen',
    'an open text': 'userName eq "x',
    'an open bracket': '(a pr',
    'a closed bracket': 'a pr)',
    'not without brackets': 'not a pr',
    'a value of JSON': 'a eq {"b":1}',
    'a list': 'a eq [1]',
    'two filters': 'a pr b pr',
    'a name that is none': '1a eq "x"',
    'brackets of a value that stay open': 'emails[type eq "work"',
    'a bomb of brackets': `${'('.repeat(13)}a pr${')'.repeat(13)}`,
    'a bomb of terms': Array.from({ length: 41 }, () => 'a pr').join(' or '),
    'a bomb of characters': `a eq "${'x'.repeat(1000)}"`,
    'a bomb of nots': `${'not ('.repeat(13)}a pr${')'.repeat(13)}`,
  }
  for (const [what, asked] of Object.entries(REFUSED))
    it(`is refused: ${what}`, () =>
      assert.throws(
        () => readFilter(asked),
        (error) => error instanceof ScimError && error.scimType === 'invalidFilter' && error.status === 400,
      ))

  it('finds one value of several, whatever the capitals; nothing of its type is found by another', () => {
    const value = { type: 'Work', value: 'a@example.fr', primary: true }
    const free = () => {}
    for (const asked of [
      'type eq "work"',
      'primary eq "True"',
      'primary eq true',
      'value ew ".fr" and not (type eq "home")',
    ])
      assert.ok(matches(readFilter(asked), value, free), asked)
    for (const asked of ['type eq 3', 'nothing pr', 'constructor eq "x"', 'type sw "home"', 'value eq null'])
      assert.ok(!matches(readFilter(asked), value, free), asked)
  })
})

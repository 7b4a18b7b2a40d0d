// What values of the profile look like: on each side of every bound.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CheckId, checks } from './checks.ts'

const LOOKS: Record<CheckId, { right: readonly string[]; wrong: readonly string[] }> = {
  name: {
    right: ['É', 'Łucja', 'de l’Épée-Morandat', 'x'.repeat(200)],
    wrong: ['', '12', '-', 'a<b', 'a>b', 'a\u0000b', 'a\nb', 'x'.repeat(201)],
  },
  birthdate: {
    right: [
      ...['1850-01-01', '2024-02-29', '2000-02-29', '1999-12-31', '1999-04-30'],
      // Presumed: the month, or the month and the day, are not known.
      ...['1961-00-00', '1961-07-00'],
    ],
    wrong: [
      ...['1849-12-31', '2023-02-29', '1900-02-29', '2024-02-30', '1999-04-31', '1999-13-01', '1999-12-32'],
      ...['1961-00-01', '1961-7-01', '01/07/1961', ' 1961-07-01', '1961-07-01 ', '11961-07-01', ''],
    ],
  },
  gender: { right: ['male', 'female'], wrong: ['', 'other', 'MALE'] },
  cog: {
    right: ['69029', '2A004', '2B033', '99109'],
    wrong: ['', '6902', '690291', '2C004', 'A2004', '2A0045', 'elsewhere'],
  },
  commune: { right: ['elsewhere', '69029', '2A004'], wrong: ['', 'ailleurs', '6902'] },
  phone: {
    right: ['06 12 34 56 78', '+33 (0)6.12.34-56-78', '0033612345678', '123456', '1'.repeat(15)],
    wrong: ['', '12345', '06 12 34 56 7a', '++33612345678', 'tél. 0612345678', `00${'1'.repeat(16)}`],
  },
  address: {
    right: ['x'.repeat(300), 'Rue', '12 rue Paul-Bert, 69003 Lyon'],
    wrong: ['', 'ab', '  a ', 'x'.repeat(301)],
  },
}

for (const [id, { right, wrong }] of Object.entries(LOOKS))
  test(`${id}: what is taken, and what is said of the rest`, () => {
    const check = checks[id as CheckId]
    for (const text of right) assert.equal(check(text), null, text)
    for (const text of wrong) assert.match(check(text) ?? 'nothing', /[a-zé’]{3,}.*\.$/, text)
  })

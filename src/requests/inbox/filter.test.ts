// What an address says of a list: read once, written back the same, and nothing that is not known.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  filterQuery,
  type InboxFilter,
  inboxHref,
  isNarrowed,
  looksBeyondOpen,
  placesOf,
  readCursor,
  readFilter,
  readPage,
  type StateChoice,
  viewsOf,
  writeCursor,
} from './filter.ts'
import type { Reach } from './reach.ts'

const NOBODY: Reach = { me: 5, teams: [], desks: [], handled: [], communes: [] }
const TEAM: Reach = { ...NOBODY, teams: [{ unitId: 12, below: [12, 13] }], handled: [12, 13] }
const DESK: Reach = { ...NOBODY, desks: [{ authorityId: 3, units: [20] }], handled: [20] }
const FOLLOWS = { communes: [3] }

const read = (query: string, reach: Reach = TEAM) =>
  readFilter(Object.fromEntries(new URLSearchParams(query)), reach)

test('an agent has the views of what they reach, and opens that of their place of work', () => {
  const work = ['affecter', 'retard', 'risque', 'attente']
  const past = ['transmises', 'closes', 'toutes']
  const views: [Reach, string[], string[]][] = [
    [NOBODY, ['toutes'], []],
    [{ ...NOBODY, ...FOLLOWS }, ['commune', 'toutes'], ['commune']],
    [TEAM, ['moi', 'unite-12', ...work, ...past], ['unite-12']],
    [{ ...TEAM, ...FOLLOWS }, ['moi', 'unite-12', ...work, 'commune', ...past], ['unite-12', 'commune']],
    [DESK, ['autorite-3', ...work, ...past], ['autorite-3']],
    [{ ...DESK, ...FOLLOWS }, ['autorite-3', ...work, 'commune', ...past], ['commune', 'autorite-3']],
  ]
  for (const [reach, all, places] of views) {
    assert.deepEqual(viewsOf(reach), all)
    assert.deepEqual(placesOf(reach), places)
    assert.equal(read('', reach).view, places[0] ?? 'toutes')
  }
})

const PLAIN: InboxFilter = {
  ...{ view: 'unite-12', words: '', service: '', commune: '', state: 'ouvertes', channel: '', delay: '' },
  ...{ agent: '', sort: { by: 'reponse', descending: false } },
}
const LAST_FIRST = { by: 'recue', descending: true }

test('an address is read as it says; what is unknown is left out', () => {
  assert.deepEqual(read(''), PLAIN)
  const asked =
    'vue=moi&q=+trou+&demarche=nid&commune=69029&etat=en-cours&canal=desk&delai=jour&agent=personne&tri=-commune'
  assert.deepEqual(read(asked), {
    ...{ view: 'moi', words: 'trou', service: 'nid', commune: '69029', state: 'en-cours' },
    ...{ channel: 'desk', delay: 'jour', agent: 'personne', sort: { by: 'commune', descending: true } },
  })
  const strange = 'vue=unite-99&etat=x&canal=fax&delai=demain&agent=me&tri=-rien'
  assert.deepEqual(read(strange), PLAIN)
  for (const agent of ['moi', 'personne', '7', '1'.repeat(15)])
    assert.equal(read(`agent=${agent}`).agent, agent)
  for (const agent of ['1'.repeat(16), '7a', 'a7', '-7']) assert.equal(read(`agent=${agent}`).agent, '')
  const long = read(`q=${'a'.repeat(201)}&demarche=${'b'.repeat(81)}&commune=${'1'.repeat(10)}`)
  assert.deepEqual([long.words.length, long.service.length, long.commune.length], [200, 80, 9])
})

test('words alone look everywhere, closed requests included; words in a view, in that view', () => {
  assert.deepEqual(read('q=trou'), {
    ...PLAIN,
    view: 'toutes',
    words: 'trou',
    state: 'toutes',
    sort: LAST_FIRST,
  })
  assert.deepEqual(read('q=trou&vue=moi'), { ...PLAIN, view: 'moi', words: 'trou' })
  assert.deepEqual(read('q=trou&etat=en-cours'), {
    ...PLAIN,
    view: 'toutes',
    words: 'trou',
    state: 'en-cours',
  })
  assert.equal(read('q=+').view, 'unite-12')
})

test('what is closed has no promise ahead: its order is that of reception', () => {
  assert.deepEqual(read('vue=closes&etat=nouvelles'), {
    ...PLAIN,
    view: 'closes',
    state: 'closes',
    sort: LAST_FIRST,
  })
  for (const state of ['closes', 'toutes', 'prevenir'] as const) {
    assert.equal(looksBeyondOpen(state), true)
    assert.deepEqual(read(`etat=${state}`).sort, LAST_FIRST)
    assert.deepEqual(read(`etat=${state}&tri=reference`).sort, LAST_FIRST)
    assert.deepEqual(read(`etat=${state}&tri=recue`).sort, { by: 'recue', descending: false })
  }
  for (const state of ['ouvertes', 'nouvelles', 'en-cours', 'en-attente'] as const) {
    assert.equal(looksBeyondOpen(state), false)
    for (const by of ['reponse', 'recue', 'reference', 'commune'])
      for (const sign of ['', '-'])
        assert.deepEqual(read(`etat=${state}&tri=${sign}${by}`).sort, { by, descending: sign === '-' })
  }
})

test('it is written back as it was read, and no longer than needed', () => {
  const written: Record<string, string> = {
    '': 'vue=unite-12',
    'vue=unite-12&etat=ouvertes&tri=reponse': 'vue=unite-12',
    'vue=closes': 'vue=closes',
    'vue=toutes': 'vue=toutes',
    'vue=toutes&etat=toutes': 'vue=toutes&etat=toutes',
    'q=trou': 'q=trou',
    'q=trou&etat=ouvertes': 'q=trou&etat=ouvertes',
    'vue=moi&q=trou&etat=toutes': 'vue=moi&q=trou&etat=toutes',
    'etat=toutes&tri=recue': 'vue=unite-12&etat=toutes&tri=recue',
    'etat=toutes&tri=-recue': 'vue=unite-12&etat=toutes',
    'tri=-reponse': 'vue=unite-12&tri=-reponse',
    'tri=recue': 'vue=unite-12&tri=recue',
    'vue=moi&demarche=nid&commune=69029&etat=nouvelles&canal=web&delai=risque&agent=7&tri=-commune':
      'vue=moi&demarche=nid&commune=69029&etat=nouvelles&canal=web&delai=risque&agent=7&tri=-commune',
  }
  for (const [query, wanted] of Object.entries(written)) {
    assert.equal(filterQuery(read(query)), wanted)
    assert.deepEqual(read(wanted), read(query))
  }
  assert.equal(filterQuery(PLAIN, { apres: 'x', avant: '' }), 'vue=unite-12&apres=x')
  assert.equal(inboxHref(PLAIN), '/agents?vue=unite-12')
  assert.equal(inboxHref({ ...PLAIN, view: '' }), '/agents')
})

test('a list is narrowed when it asks for less than its view holds', () => {
  const whole: Partial<InboxFilter>[] = [
    {},
    { view: 'closes', state: 'closes' },
    { view: 'toutes', state: 'toutes' },
    { sort: { by: 'commune', descending: true } },
  ]
  for (const part of whole) assert.equal(isNarrowed({ ...PLAIN, ...part }), false, JSON.stringify(part))
  const narrow: Partial<InboxFilter>[] = [
    ...['words', 'service', 'commune', 'channel', 'delay', 'agent'].map((name) => ({ [name]: 'x' })),
    ...(['nouvelles', 'closes', 'toutes'] satisfies StateChoice[]).map((state) => ({ state })),
    { view: 'toutes', state: 'closes' },
  ]
  for (const part of narrow) assert.equal(isNarrowed({ ...PLAIN, ...part }), true, JSON.stringify(part))
})

test('where a page begins is said and read back; what is none of ours is no page', () => {
  const edges = [
    { key: 'infinity', id: 1 },
    { key: '1'.repeat(17), id: 999_999_999_999_999 },
  ]
  for (const edge of edges) assert.deepEqual(readCursor(writeCursor(edge)), edge)
  const strange = [
    '',
    'x 1',
    '1',
    '1 x',
    `${'1'.repeat(18)} 1`,
    `1 ${'1'.repeat(16)}`,
    '1 1 1',
    ' 1 1',
    'infinity',
  ]
  for (const text of strange) assert.equal(readCursor(Buffer.from(text).toString('base64url')), null, text)
  const [one, other] = edges.map(writeCursor)
  assert.deepEqual(readPage({ apres: one ?? '', avant: other ?? '' }), { after: edges[0], before: edges[1] })
  assert.deepEqual(readPage({}), { after: null, before: null })
})

// The thread as each reader sees it: what is said of each event, by whom, in which order, and when a person still waits to be told.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EventRow } from '#platform/ledger/events.ts'
import type { MessageRow, ThreadFile } from '#threads'
import { openGround } from './ground.fixture.ts'
import { lastTelling, type Said, saidToAgents, type ThreadItem, threadOf, waitingSince } from './story.ts'

const REORGANISED =
  'Demande suivie désormais par le service Voirie Est (Métropole de Lyon) : les dates promises restent les mêmes'
let count = 0
const at = (minute: number) => new Date(Date.UTC(2026, 2, 4, 9, minute))
const event = (name: string, payload: EventRow['payload'] = {}, more: Partial<EventRow> = {}): EventRow => ({
  ...{ id: ++count, seq: count, name: `request.${name}`, at: at(0), payload },
  ...{ actorKind: 'agent', actorId: 3, actorLabel: 'Théo', ...more },
})
const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null

describe('the story of a request', () => {
  const ground = openGround()

  const moved = (transition: string, payload: EventRow['payload'] = {}) =>
    event('moved', { transition, unitId: ground.unit('voirie-est').id, ...payload })
  const told = (row: EventRow) => {
    const [item] = thread([row]).read('resident')
    return item?.kind === 'fact' ? plain(item.text) : null
  }
  const agents = (row: EventRow) => plain(saidToAgents(row, ground))

  test('what each event says to the resident, and to agents', () => {
    const unitId = ground.unit('voirie-est').id
    const said: [EventRow, string | null, string | null][] = [
      [
        event('received', { unitId }),
        'Demande reçue et confiée au service Voirie Est (Métropole de Lyon)',
        'Demande reçue, confiée au service Voirie Est (Métropole de Lyon)',
      ],
      [event('attached'), 'Demande rattachée à votre compte', 'Demande rattachée au compte de la personne'],
      [event('rated', { score: 'good' }), null, 'Avis de la personne : bien'],
      [event('rated', { score: 'strange' }), null, 'Avis de la personne : donné'],
      [event('reorganised', { unitId }), REORGANISED, REORGANISED],
      [
        event('relayed', { again: true }),
        null,
        'Un autre lien est envoyé à la mairie, les précédents sont fermés',
      ],
      [event('relayed'), null, 'Les liens de la mairie sont fermés'],
      [
        event('reassigned', { because: 'offer' }),
        null,
        'Sans agent chargé : la mairie n’a plus le poste des agents',
      ],
      [
        event('reassigned', { because: 'return', assigneeId: 3 }),
        null,
        'Confiée de nouveau à l’agent qui l’avait',
      ],
      [
        event('reassigned', { because: 'departure', assigneeId: null }),
        null,
        'Sans agent chargé : celui qui l’avait quitte le service',
      ],
      [
        event('reassigned', { because: 'departure', assigneeId: 3 }),
        null,
        'Confiée à un autre agent : celui qui l’avait quitte le service',
      ],
      [event('told', { how: 'phone' }), null, 'Personne prévenue par téléphone'],
      [event('never heard of'), null, null],
      [moved('take'), 'Un agent du service Voirie Est s’occupe de votre demande.', 'Demande prise en charge'],
      [moved('assign'), null, 'Demande affectée'],
      [moved('no such act'), null, null],
      [moved('reply'), 'Vous avez reçu une réponse du service Voirie Est.', 'Réponse envoyée à l’usager'],
      [
        moved('reply', { unmailed: true }),
        'Vous avez reçu une réponse du service Voirie Est.',
        'Réponse déposée dans le suivi de l’usager',
      ],
      [
        moved('reply', { unmailed: true, told: 'phone' }),
        'Vous avez reçu une réponse du service Voirie Est.',
        'Réponse déposée dans le suivi de l’usager. Personne prévenue par téléphone',
      ],
      [
        moved('schedule', { plannedDay: '2026-03-12', promisedDay: '2026-03-20' }),
        'L’intervention est programmée pour le jeudi 12 mars 2026.',
        'Intervention programmée pour le jeudi 12 mars 2026',
      ],
      [
        moved('promise', { promisedDay: '2026-03-20' }),
        'Un agent du service Voirie Est vous promet une nouvelle date : au plus tard le vendredi 20 mars 2026.',
        'Nouvelle date promise : au plus tard le vendredi 20 mars 2026',
      ],
      [
        event('corrected', {
          unitId,
          fromService: 'tag-ou-affichage-sauvage',
          toService: 'signaler-un-nid-de-poule',
        }),
        'Demande classée dans « Nid-de-poule »',
        'Démarche corrigée : « Nid-de-poule » au lieu de « Tag »',
      ],
      [
        event('corrected', {
          unitId,
          fromUnitId: 1,
          fromService: 'gone',
          toService: 'signaler-un-nid-de-poule',
        }),
        'Demande classée dans « Nid-de-poule », suivie par le service Voirie Est (Métropole de Lyon)',
        'Démarche corrigée : « Nid-de-poule » au lieu de « gone », suivie par le service Voirie Est (Métropole de Lyon)',
      ],
      [event('told', { how: 'phone' }), null, 'Personne prévenue par téléphone'],
      [event('told', { how: 'not' }), null, 'Personne de nouveau à prévenir, dite prévenue par erreur'],
      [event('noted'), null, null],
    ]
    for (const [row, resident, agent] of said) {
      assert.equal(told(row), resident, JSON.stringify(row.payload))
      assert.equal(agents(row), agent, JSON.stringify(row.payload))
    }
  })

  const thread = (
    events: EventRow[],
    messages: MessageRow[] = [],
    documents: ThreadFile[] = [],
    formerActs: Said['formerActs'] = [],
  ) => ({
    read: (reader: 'agent' | 'resident') =>
      threadOf(
        { events, messages, documents, formerActs, known: ground.known },
        ground.place,
        ground.workflow,
        reader,
      ),
  })
  const message = (id: number, minute: number, audience = 'resident'): MessageRow =>
    ({ id, audience, createdAt: at(minute), authorKind: 'agent', body: `n° ${id}` }) as MessageRow
  const file = (fileId: string, messageId: number | null) => ({ fileId, messageId }) as ThreadFile
  const order = (items: readonly ThreadItem[]) =>
    items.map((item) => (item.kind === 'fact' ? item.name.slice(8) : item.message.id))

  test('in order, a fact before the message that it announces; colleagues’ words are theirs', () => {
    const events = [
      event('received', { unitId: ground.unit('voirie-est').id }, { at: at(0) }),
      { ...moved('assign'), at: at(2) },
      { ...moved('reply'), at: at(5) },
    ]
    const { read } = thread(events, [message(1, 0), message(2, 3, 'handler'), message(3, 5), message(4, 4)])
    assert.deepEqual(order(read('agent')), ['received', 1, 'moved', 2, 4, 'moved', 3])
    assert.deepEqual(order(read('resident')), ['received', 1, 4, 'moved', 3])
  })

  test('an act is told in the words of the workflow under which it was done, whatever its name became', () => {
    const [before, after] = [moved('take'), moved('take')]
    const take = ground.workflow.transitions.find(({ id }) => id === 'take') ?? assert.fail('no act')
    const former = [{ until: after.seq, acts: [{ ...take, residentSays: 'Prise d’avant' }] }]
    const facts = thread([before, after], [], [], former).read('resident')
    assert.deepEqual(
      facts.map((item) => item.kind === 'fact' && plain(item.text)),
      ['Prise d’avant', 'Un agent du service Voirie Est s’occupe de votre demande.'],
    )
  })

  test('what was sent with the form stands under the first words, the rest under its own', () => {
    const documents = [file('form', null), file('first', 1), file('other', 2)]
    const [one, two] = thread([], [message(1, 0), message(2, 1)], documents).read('agent')
    const held = (item?: ThreadItem) =>
      item?.kind === 'message' ? item.documents.map(({ fileId }) => fileId) : null
    assert.deepEqual([held(one), held(two)], [['form', 'first'], ['other']])
  })

  test('a fact is whose it is: an agent, a helper; nobody for the system or the resident', () => {
    const by = (actorKind: string, payload: EventRow['payload'] = {}) => ({
      ...event('attached', payload),
      actorKind,
    })
    const facts = thread([by('agent'), by('resident'), by('resident', { by: 9 }), by('system')]).read('agent')
    assert.deepEqual(
      facts.map((item) => item.kind === 'fact' && item.who),
      ['Théo', '', 'Théo', ''],
    )
  })

  test('each fact has its picture: its act’s, its event’s, or an arrow', () => {
    const facts = thread([
      moved('take'),
      moved('hand_over'),
      event('received', { unitId: ground.unit('voirie-est').id }),
      event('rated', { score: 'bad' }),
      event('told', { how: 'other' }),
    ]).read('agent')
    assert.deepEqual(
      facts.map((item) => item.kind === 'fact' && [item.icon, item.transition, item.isTelling]),
      [
        ['user-round', 'take', false],
        ['forward', 'hand_over', false],
        ['inbox', null, false],
        ['gauge', null, false],
        ['circle-check-big', null, true],
      ],
    )
  })
})

const said = (minute: number, payload: EventRow['payload']) => event('moved', payload, { at: at(minute) })
const how = (minute: number, word: string) => event('told', { how: word }, { at: at(minute) })

test('the last telling may be taken back, and is then none', () => {
  const [phone, reply] = [how(1, 'phone'), said(2, { told: 'other' })]
  assert.equal(lastTelling([]), undefined)
  assert.equal(lastTelling([said(0, {})]), undefined)
  assert.equal(lastTelling([phone, said(3, {})]), phone)
  assert.equal(lastTelling([phone, reply]), reply)
  assert.equal(lastTelling([reply, how(4, 'not')]), undefined)
  assert.equal(lastTelling([how(4, 'not'), reply]), reply)
})

test('a person waits since the oldest message that no mail carried and that nobody told them of', () => {
  const unmailed = (minute: number) => said(minute, { toResident: true, unmailed: true })
  const mailed = (minute: number) => said(minute, { toResident: true })
  const since: [EventRow[], number | null][] = [
    [[], null],
    [[mailed(1)], null],
    [[said(1, { unmailed: true })], null],
    [[unmailed(1)], 1],
    [[unmailed(1), unmailed(2)], 1],
    [[unmailed(1), mailed(2)], null],
    [[unmailed(1), said(2, {})], 1],
    [[unmailed(1), how(2, 'phone')], null],
    [[unmailed(1), how(2, 'phone'), unmailed(3)], 3],
    [[unmailed(1), how(2, 'phone'), how(3, 'not')], 1],
    [[unmailed(1), said(2, { toResident: true, unmailed: true, told: 'phone' })], null],
    // Told as it was sent, then not: since then.
    [[said(2, { toResident: true, unmailed: true, told: 'phone' }), how(3, 'not')], 2],
    [[how(3, 'not')], null],
  ]
  for (const [events, minute] of since)
    assert.deepEqual(waitingSince(events), minute === null ? null : at(minute))
})

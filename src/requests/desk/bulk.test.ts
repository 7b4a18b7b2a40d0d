// The same act on several requests: which transition it is, what is done to each, what is said of it; and what a clock's story tells.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BadInput, Forbidden } from '#platform/errors.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import { nextWorkingDay, territory } from '#territory'
import { PLANNED_DAY } from '../act/planned.ts'
import { openGround } from '../record/ground.fixture.ts'
import { actOnAll, bulkSentence, chosenOf, fitting, isSent, isWritten, KINDS, whyOf } from './bulk.ts'
import { openDesk, ROADS } from './desk.fixture.ts'
import { clockStory } from './desk.ts'
import { isObserver, isReply, replyOf, templatesFor } from './opened.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('an act in bulk', () => {
  const ground = openGround()

  test('is the transition that does it; none where one must be chosen', () => {
    const { transitions } = ground.workflow
    const taken = (kind: Exclude<(typeof KINDS)[number], 'noter'>, among = transitions) =>
      fitting(among, kind)?.id
    assert.equal(taken('prendre'), 'take')
    assert.equal(taken('affecter'), 'assign')
    assert.equal(taken('repondre'), 'reply')
    assert.equal(taken('programmer'), 'schedule')
    assert.equal(taken('clore'), 'close')
    const other = { ...ground.move('close'), id: 'refuse' }
    assert.equal(taken('clore', [...transitions, other]), undefined)
    assert.equal(taken('repondre', [ground.move('reply'), { ...ground.move('reply'), id: 'again' }]), 'reply')
    for (const kind of ['prendre', 'affecter', 'repondre', 'programmer', 'clore'] as const)
      assert.equal(taken(kind, [ground.move('cancel'), ground.move('promise')]), undefined, kind)
    const speaking = {
      ...ground.move('take'),
      effects: [...ground.move('take').effects, ...ground.move('reply').effects],
    }
    assert.equal(taken('prendre', [speaking]), undefined)
    assert.deepEqual(
      transitions.filter(isReply).map(({ id }) => id),
      ['reply', 'resident_message'].slice(0, 1),
    )
    assert.equal(replyOf({ transitions })?.id, 'reply')
  })

  test('offers the templates of its act and its service, those of the service first', () => {
    const template = (id: string, more: object) => ({ id, title: id, text: '', ...more })
    const templates = [
      template('any', { transition: 'reply' }),
      template('own', { transition: 'reply', services: ['nid'] }),
      template('far', { transition: 'reply', services: ['tag'] }),
      template('other', { transition: 'close' }),
      template('reponse-libre', { services: ['tag'] }),
    ]
    const offered = templatesFor(
      { templates, request: ground.request({ serviceSlug: 'nid' }) } as never,
      ground.move('reply'),
    )
    assert.deepEqual(
      offered.map(({ id }) => id),
      ['own', 'reponse-libre', 'any'],
    )
    assert.deepEqual(
      [[], ['observer'], ['observer', 'handler'], ['manager']].map((roles) => isObserver({ roles } as never)),
      [true, true, false, false],
    )
  })
})

test('which kinds are written, and which are sent', () => {
  assert.deepEqual(KINDS.filter(isWritten), ['repondre', 'noter', 'programmer', 'clore'])
  assert.deepEqual(KINDS.filter(isSent), ['repondre', 'programmer', 'clore'])
  assert.deepEqual([isWritten('x'), isSent('x')], [false, false])
})

test('what was done to all is one sentence', () => {
  const refused = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ ref: `r${n}`, why: `raison ${n}.` }))
  const say = (kind: (typeof KINDS)[number], done: number, unmailed: number, refusals = 0) => {
    const refs = Array.from({ length: done }, (_, n) => `d${n}`)
    return plain(
      bulkSentence(kind, { done: refs, unmailed: refs.slice(0, unmailed), refused: refused(refusals) }),
    )
  }
  const again = (whom: string) => `. ${whom}. Filtrez le statut « Personne à prévenir » pour`
  const said: [string, string][] = [
    [say('affecter', 1, 0), '1 demande affectée.'],
    [say('affecter', 2, 0, 1), '2 demandes affectées, 1 refusée : r0 (raison 0).'],
    [
      say('prendre', 1, 0, 3),
      '1 demande prise en charge, 3 refusées : r0 (raison 0), r1 (raison 1), r2 (raison 2).',
    ],
    [
      say('noter', 0, 0, 5),
      '0 note ajoutée, 5 refusées : r0 (raison 0), r1 (raison 1), r2 (raison 2), et 2 autres.',
    ],
    [say('repondre', 0, 0), '0 réponse envoyée par courriel.'],
    [say('repondre', 2, 0), '2 réponses envoyées par courriel.'],
    [
      say('repondre', 3, 1),
      `2 réponses envoyées par courriel, 1 réponse déposée dans le suivi, sans courriel${again('1 personne à prévenir autrement, sans adresse e-mail : d0')} la retrouver.`,
    ],
    [
      say('repondre', 2, 2),
      `2 réponses déposées dans le suivi, sans courriel${again('2 personnes à prévenir autrement, sans adresse e-mail : d0, d1')} les retrouver.`,
    ],
    [
      say('clore', 2, 1),
      `2 demandes closes${again('1 personne à prévenir autrement, sans adresse e-mail : d0')} la retrouver.`,
    ],
  ]
  for (const [sentence, wanted] of said) assert.equal(sentence, wanted)
  assert.equal(
    whyOf(new BadInput([{ field: 'agent', message: 'Non.' }])),
    'cet agent n’est pas de son service',
  )
  assert.equal(
    whyOf(new BadInput([{ field: 'message', message: 'Non.' }])),
    new BadInput([{ field: 'message', message: 'Non.' }]).message,
  )
  assert.equal(whyOf(new Forbidden('non')), 'non')
})

test('the story of a clock: its pauses since it last began, and the last promise', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 4, 9, minute))
  const event = (minute: number, ...clock: string[]) => ({
    name: 'request.moved',
    at: at(minute),
    payload: { clock },
  })
  const story = (...events: ReturnType<typeof event>[]) => clockStory(events as unknown as EventRow[])
  assert.deepEqual(story(event(0, 'received')), { pauses: [], restarted: false, promised: null })
  assert.deepEqual(
    story(
      event(0, 'received'),
      event(1, 'paused'),
      event(2, 'resumed'),
      event(3, 'promised'),
      event(4, 'paused'),
    ),
    {
      pauses: [at(1), at(4)],
      restarted: false,
      promised: at(3),
    },
  )
  for (const began of ['reopened', 'restarted'])
    assert.deepEqual(
      story(
        event(0, 'received'),
        event(1, 'paused'),
        event(2, 'promised'),
        event(3, began),
        event(4, 'paused'),
      ),
      {
        pauses: [at(4)],
        restarted: true,
        promised: at(2),
      },
    )
  assert.deepEqual(story(event(0, 'reopened')), { pauses: [], restarted: true, promised: null })
})

describe('an act on several', () => {
  const world = openDesk()

  test('is shown on each before, done to those that let it, and says why of the others', async () => {
    const { parvis } = world
    const made = (more: object = {}) => parvis.makeRequest({ commune: '69029', ...more })
    const [one, silent, closed] = [await made(), await made({ email: null }), await made()]
    const far = await parvis.makeRequest({ commune: '69283', service: 'question-a-votre-mairie' })
    await world.agentActs(ROADS, closed.ref, 'close', { message: 'C’est réparé.' })
    const agent = await parvis.actor(ROADS)
    const refs = [one.ref, silent.ref, closed.ref, far.ref, '2020-00001']
    const chosen = (kind: 'repondre' | 'noter' | 'programmer', text: string, date = '') =>
      parvis.db.read(agent, (tx) => chosenOf(tx, refs, kind, text, date))
    const before = await chosen('repondre', 'Bonjour, {numéro} avance. {la raison}')
    assert.deepEqual(
      before.map(({ request, isPossible, isAgain, message, fault, broken, commune }) => [
        ...[request.ref, isPossible, isAgain, message, fault !== null, broken, commune],
      ]),
      [
        [one.ref, true, false, `Bonjour, ${one.ref} avance. {{la raison}}`, true, null, 'Bron'],
        [silent.ref, true, false, `Bonjour, ${silent.ref} avance. {{la raison}}`, true, null, 'Bron'],
        [closed.ref, false, false, null, false, null, 'Bron'],
      ],
    )
    assert.deepEqual(
      (await chosen('noter', 'Vu.')).map(({ isPossible, message, fault }) => [isPossible, message, fault]),
      [1, 2, 3].map(() => [true, null, null]),
    )
    const promised = (await world.rowOf(one)).solutionDueAt
    assert.ok(promised)
    const later = new Date(promised.getTime() + 20 * 86_400_000).toISOString().slice(0, 10)
    const place = await parvis.db.read(agent, territory)
    const late = nextWorkingDay(place.calendarOf((await world.rowOf(one)).unitId), later)
    const [planned] = await chosen('programmer', `Nous passons le ${PLANNED_DAY}.`, late)
    assert.ok(planned?.broken)
    assert.equal(planned.fault, null)
    assert.match(planned.message ?? '', /^Nous passons le .* 20\d\d\.$/)

    const act = (order: Parameters<typeof actOnAll>[3]) => actOnAll(parvis.db, agent, refs, order)
    const answered = await act({ kind: 'repondre', message: 'Votre demande {numéro} avance.' })
    assert.deepEqual([answered.done, answered.unmailed], [[one.ref, silent.ref], [silent.ref]])
    assert.deepEqual(
      answered.refused.map(({ ref }) => ref),
      [closed.ref, far.ref, '2020-00001'],
    )
    const words = async (sent: typeof one) => (await world.messagesFor(sent)).at(-1)?.body
    assert.equal(await words(one), `Votre demande ${one.ref} avance.`)
    const taken = await act({ kind: 'prendre', message: 'Non dit.' })
    assert.deepEqual([taken.done, taken.unmailed], [[one.ref, silent.ref], []])
    assert.equal((await world.rowOf(one)).assigneeId, agent.personId)
    assert.equal(await words(one), `Votre demande ${one.ref} avance.`)
    const noted = await act({ kind: 'noter', message: 'Vu sur place.' })
    assert.deepEqual([noted.done.length, noted.unmailed], [3, []])
    assert.equal(await words(closed), 'Vu sur place.')
    const resident = (await parvis.actor('habitante@parvis.example')).personId ?? 0
    const given = await act({ kind: 'affecter', agentId: resident })
    assert.deepEqual([given.done, given.refused[0]?.why], [[], 'cet agent n’est pas de son service'])
    const visit = await act({
      kind: 'programmer',
      message: `Nous passons le ${PLANNED_DAY}.`,
      date: late,
      promise: true,
    })
    assert.deepEqual(visit.done, [one.ref, silent.ref])
    assert.deepEqual(
      [(await world.rowOf(one)).plannedDay, (await world.rowOf(one)).state],
      [late, 'scheduled'],
    )
    assert.deepEqual(
      (await chosen('programmer', '', late)).map(({ isAgain }) => isAgain),
      [true, true, false],
    )
    const broken = actOnAll({ ...parvis.db, write: () => Promise.reject(new Error('away')) }, agent, refs, {
      kind: 'prendre',
    })
    await assert.rejects(broken, /away/)
  })
})

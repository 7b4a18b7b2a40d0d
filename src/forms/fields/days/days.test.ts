// Hours, a day and an hour, a period: how they are written, and what is said of those that cannot be.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import { kindOf } from '../index.ts'
import { factsIn } from '../kind.ts'
import { questionOf, showing, trying } from '../sample.fixture.ts'

const day = (written: string, of = '') => {
  const [date = '', month = '', year = ''] = written.split('/')
  return { [`${of}-jour`]: date, [`${of}-mois`]: month, [`${of}-annee`]: year }
}
const period = (from: string, to: string) => ({ ...day(from), ...day(to, '-fin') })

test('an hour is written as people say it', () => {
  const { answer, problem, summary } = trying('time')
  for (const typed of ['14:30', '14h30', '14 h 30', '14 H 30', '14h30min'])
    assert.equal(answer(typed), '14:30', typed)
  for (const typed of ['9', '9h', '9 h', '09:00', '9h00']) assert.equal(answer(typed), '09:00', typed)
  assert.equal(summary('9h'), '9 h')
  assert.equal(summary('14:05'), '14 h 05')
  assert.match(problem('25 h'), /pas d’heure 25/)
  assert.match(problem('14:75'), /pas 75 minutes/)
  for (const wrong of ['midi', '14:3', '1430', '14:30:00', '14h30 demain'])
    assert.match(problem(wrong), /par exemple 14 h 30/, wrong)
  const opened = { firstHour: '08:00', lastHour: '18:30' }
  assert.match(problem('7h', opened), /à partir de 8 h\./)
  assert.match(problem('18:31', opened), /jusqu’à 18 h 30\./)
  assert.equal(answer('18:30', opened), '18:30')
})

test('a day and an hour: what is missing or wrong is said in its box', () => {
  const { answer, problem, summary, judge } = trying('date-time')
  const at = (written: string, hour: string) => ({ ...day(written), '-heure': hour })
  assert.equal(answer(at('24/11/2026', '9h')), '2026-11-24T09:00')
  assert.equal(summary(at('24/11/2026', '14:30')), 'Mardi 24 novembre 2026 à 14 h 30')
  assert.match(problem(at('24/11/2026', '')), /^-heure: Écrivez aussi l’heure/)
  assert.match(problem(at('//', '9h')), /^-jour: Écrivez aussi le jour/)
  assert.match(problem(at('31/11/2026', '9h')), /^-jour: .*novembre compte 30 jours/)
  assert.match(problem(at('24/11/2026', '26h')), /^-heure: Il n’y a pas d’heure 26/)
  assert.match(problem(at('22/11/2026', '9h'), { earliest: 'today' }), /^-jour: Cette date est passée/)
  assert.match(problem(at('24/11/2026', '7h'), { firstHour: '08:00' }), /^-heure: .*à partir de 8 h/)
  assert.deepEqual(judge(at('//', ' ')), { empty: true })
})

test('a period has two days, in their order, no longer than the form says', () => {
  const { answer, problem, summary, judge, faults } = trying('date-range')
  assert.deepEqual(answer(period('24/11/2026', '26/11/2026')), { from: '2026-11-24', to: '2026-11-26' })
  assert.equal(
    summary(period('24/11/2026', '26/11/2026')),
    'Du mardi 24 novembre 2026 au jeudi 26 novembre 2026 (3 jours)',
  )
  assert.equal(summary(period('24/11/2026', '24/11/2026')), 'Le mardi 24 novembre 2026')
  assert.match(problem(period('26/11/2026', '24/11/2026')), /^-fin-jour: .*avant le premier/)
  assert.match(problem(period('24/11/2026', '//')), /^-fin-jour: Écrivez aussi le dernier jour/)
  assert.match(problem(period('//', '24/11/2026')), /^-jour: Écrivez aussi le premier jour/)
  assert.match(problem(period('24/11/2026', '31/11/2026')), /^-fin-jour: .*30 jours/)
  assert.match(problem(period('24/11/2026', '24/13/2026')), /^-fin-mois: Il n’y a pas de mois 13/)
  assert.match(
    problem(period('24/11/2026', '1/12/2026'), { mostDays: 7 }),
    /^-fin-jour: Cela fait 8 jours : 7 au plus/,
  )
  assert.ok('answer' in judge(period('24/11/2026', '30/11/2026'), { mostDays: 7 }))
  assert.match(problem(period('22/11/2026', '24/11/2026'), { earliest: 'today' }), /^-jour: .*est passée/)
  assert.match(
    problem(period('22/11/2026', '24/11/2026'), { latest: 'today' }),
    /^-fin-jour: .*pas encore arrivée/,
  )
  assert.equal(faults({ earliest: '2026-02-01', latest: '2026-01-01' }).length, 1)
})

test('conditions read the first day', () => {
  for (const type of ['date-range', 'date-time']) {
    const [kind, field] = [kindOf(type), questionOf(kindOf(type))]
    assert.deepEqual(factsIn(kind, field, kind.sample(field, '')), { it: '2026-01-15' }, type)
  }
})

test('only the box that is wrong is marked, and each has its own id', () => {
  const kind = kindOf('date-range')
  const shown = renderHtml(
    kind.control(questionOf(kind), {}, { ...showing, problem: ['Corrigez.'], part: '-fin-mois' }),
  )
  const boxes = [...shown.matchAll(/<input[^>]*>/g)].map(([tag]) => tag)
  const marked = boxes.filter((tag) => tag.includes('aria-invalid'))
  assert.equal(marked.length, 1)
  assert.match(marked[0] ?? '', /id="it-fin-mois".*aria-describedby="it-erreur"/)
  const ids = boxes.map((tag) => / id="([^"]*)"/.exec(tag)?.[1])
  assert.deepEqual(ids, ['it', 'it-mois', 'it-annee', 'it-fin-jour', 'it-fin-mois', 'it-fin-annee'])
})

// What the report of a year says of questionnaires: what was told of each wave when it closed, hence nothing of fewer than five answers.
import type { Yearly, YearlyFigure } from '#platform/db/db.ts'
import { LEAST } from '#platform/told/few.ts'
import { listSentence, quoted, typo } from '#platform/ui/french.ts'
import { type ToldWave, toldInYear } from './queries.ts'

const MOST = 20
/** Of one wave: the rest is on its page. */
const MOST_QUESTIONS = 6

/** The answer given most to each question of which each person has one, but to that which says who answers. */
function answersOf({ crossed, results: { count, questions } }: ToldWave): YearlyFigure[] {
  if (count === null) return []
  const asked = questions.filter(
    ({ id, kind, groups }) => kind === 'one' && groups.length > 0 && id !== crossed,
  )
  return asked.slice(0, MOST_QUESTIONS).flatMap(({ label, groups }): YearlyFigure[] => {
    const most = groups.toSorted((one, other) => other.count - one.count)[0]
    if (most === undefined) return []
    const answer = listSentence(
      most.labels.map((said) => quoted(typo(said))),
      'ou',
    )
    return [{ label: `${typo(label)} ${answer}`, value: most.count / count, isShare: true }]
  })
}

export const surveysOfYear: Yearly = {
  id: 'surveys.told',
  title: 'Questionnaires',
  order: 70,
  async of(tx, asked) {
    const waves = await toldInYear(tx, asked, MOST)
    if (waves.length === 0) return null
    return {
      sentence: `De chaque question, la réponse la plus donnée. Rien n’est dit de moins de ${LEAST} réponses.`,
      figures: waves.flatMap((wave) => [
        {
          label: `${typo(wave.title)}, ${typo(wave.wave)}\u00a0: réponses`,
          value: wave.results.count,
          ofPeople: true,
        },
        ...answersOf(wave),
      ]),
    }
  },
}

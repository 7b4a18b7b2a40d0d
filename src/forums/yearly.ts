// What the report of a year says of forums.
import type { Yearly } from '#platform/db/db.ts'
import { saidInYear } from './record/queries.year.ts'

export const forumsOfYear: Yearly = {
  id: 'forums.said',
  title: 'Forums',
  order: 40,
  async of(tx, asked) {
    const { forums, threads, messages, authors } = await saidInYear(tx, asked)
    if (messages === 0) return null
    return {
      figures: [
        { label: 'Forums où l’on a écrit', value: forums },
        { label: 'Sujets ouverts', value: threads },
        { label: 'Messages', value: messages },
        { label: 'Personnes qui ont écrit', value: authors, ofPeople: true },
      ],
    }
  },
}

// Colleagues, found by agents in the one search: a name, a function, a place of work. No photograph, no absence.
import { agent } from '#platform/access.ts'
import type { Live } from '#platform/house/search.ts'
import { territory } from '#territory'
import { agentsSaying } from './queries.ts'
import { addressOf, jobOf, saidWords, whereOf } from './words.ts'

export const soughtAgents: Live = {
  id: 'agents',
  label: 'Agents',
  one: 'Agent',
  who: agent().anywhere,
  async find(tx, text, most) {
    const place = await territory(tx)
    const words = saidWords(text, place)
    if (words.length === 0) return []
    const rows = await agentsSaying(tx, words, most)
    return rows.map((line) => ({
      href: addressOf(line.id),
      title: line.name,
      text: `${jobOf(line)}, ${whereOf(line, place)}`,
    }))
  },
}

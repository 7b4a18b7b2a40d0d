// Colleagues, found by agents in the one search: a name, a function, a place of work. No photograph, no absence.
import { agent } from '#platform/access.ts'
import type { Live } from '#platform/house/search.ts'
import { territory } from '#territory'
import type { Read } from '#platform/db/db.ts'
import { agentsSaying } from './queries.ts'
import { addressOf, backText, jobAndPlace, saidWords } from './words.ts'

/** Whom these words find, with their number, and when they are back; nobody without a word. */
export async function agentsFound(tx: Read, text: string, most: number) {
  const place = await territory(tx)
  const words = saidWords(text, place)
  if (words.length === 0) return []
  return (await agentsSaying(tx, words, most)).map((line) => ({
    ...{ name: line.name, phone: line.phone, back: backText(line, place) },
    does: jobAndPlace(line, place),
  }))
}

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
      text: jobAndPlace(line, place),
    }))
  },
}

// The reply templates of a copy: the commune’s own, each judged beside the acts of here as on screen.
import { addTemplate, readTemplate } from '#services'
import { type Row, rowsIn } from './read.ts'
import { asOnScreen, legible, type Reading, type Refused } from './reading.ts'

export interface ReadTemplates {
  templates: number
  refused: Refused
}

export async function importTemplates({ tx, folder, authorityId }: Reading): Promise<ReadTemplates> {
  const refused: (readonly [string, string])[] = []
  let templates = 0
  for await (const rows of rowsIn(folder, 'services.reply_template'))
    for (const row of rows.filter(({ withdrawn }) => withdrawn !== true)) {
      const said = legible('modèle de réponse', () => readTemplate(wordsOf(row)))
      const why = await asOnScreen(tx, () => addTemplate(tx, { ...said, authorityId }))
      if (why === null) templates += 1
      else refused.push([said.title, why])
    }
  return { templates, refused }
}

const wordsOf = ({ title, text, services, transition, claims_done: claimsDone }: Row): Row => ({
  ...{ title, text },
  ...(services !== null && { services }),
  ...(transition !== null && { transition }),
  ...(claimsDone === true && { claimsDone }),
})

// What administrators find of reply templates by one search: those that they write.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { spoken } from '#requests'
import { keptTemplates, mayWriteTemplate } from '#services'
import { territory } from '#territory'

export const templatesSet: FoundSource = {
  id: 'templates.template',
  who: agent('admin').anywhere,
  async find(tx) {
    const place = await territory(tx)
    const own = (await keptTemplates(tx)).filter((template) => mayWriteTemplate(tx, place, template))
    return own.map(({ id, title, text, authorityId }) => ({
      ...{ kind: 'Modèle de réponse', name: title, href: `/administration/modeles/${id}` },
      text: spoken(text),
      where: authorityId === undefined ? 'Tout le territoire' : place.authority(authorityId).name,
    }))
  },
}

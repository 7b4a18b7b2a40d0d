// What administrators find of services by one search: everything that their pages say, and the words people type.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { textsOf } from './lists.ts'

export const servicesSet: FoundSource = {
  id: 'services.service',
  who: agent('admin', 'editor').anywhere,
  find: async (tx) =>
    (await catalogue(tx)).every.map(({ slug, definition }) => ({
      ...{ kind: 'Démarche', name: definition.title, href: `/administration/demarches/${slug}` },
      ...{ text: textsOf(definition).join('\n'), where: 'Tout le territoire' },
    })),
}

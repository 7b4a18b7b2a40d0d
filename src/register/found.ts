// What administrators find of the register by one search: the title of each entry, its purpose, what it keeps and how long.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/house/found.ts'
import { territory } from '#territory'
import { register } from './register.ts'
import { controllerWords } from './words.ts'

export const entriesSet: FoundSource = {
  id: 'register.entry',
  who: agent('admin').anywhere,
  async find(tx) {
    const place = await territory(tx)
    return (await register(tx)).rows.map(({ body: { id, title, purpose, controller } }) => ({
      ...{ kind: 'Fiche du registre', name: title, href: `/administration/registre/${id}`, text: purpose },
      where: controllerWords(controller, place),
    }))
  },
}

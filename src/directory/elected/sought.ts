// Elected members of the territory, found by their name, their body or what is delegated to them: where one sits with them, else in the directory.
import { postText, seatsNamed, sittingAddress } from '#bodies'
import { elected } from '#platform/access.ts'
import type { Live } from '#platform/house/search.ts'
import { territory } from '#territory'
import { HERE } from './elected.ts'

export const soughtElected: Live = {
  id: 'elected',
  label: 'Élus',
  one: 'Élu',
  who: elected,
  async find(tx, words, most) {
    const rows = await seatsNamed(tx, words, most)
    const place = await territory(tx)
    return rows.map(({ name, post, rank, authorityId, bodyId, body, isBeside }) => ({
      href: isBeside ? sittingAddress({ id: bodyId }) : `${HERE}?q=${encodeURIComponent(name)}`,
      title: name,
      text: `${postText(post, rank)}, ${place.authority(authorityId).name}. ${body}`,
    }))
  },
}

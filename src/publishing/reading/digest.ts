// What of contents and of public information is new to somebody, for their digest.
import { PUBLIC } from '#audiences'
import type { DigestSource } from '#platform/mail/digest.ts'
import { territory } from '#territory'
import { noticesForAudiences } from '../information/queries.ts'
import { announcedSince } from '../record/queries.feeds.ts'
import { addressOf } from './contents.ts'

export const contentDigest: DigestSource = {
  id: 'contenus',
  async since(tx, from, to, most) {
    const place = await territory(tx)
    return (await announcedSince(tx, from, to, most)).map((item) => ({
      ...{ key: String(item.id), path: addressOf(item), title: item.title, urgency: item.urgency },
      summary: item.audienceId === PUBLIC ? item.summary : '',
      subject: item.theme,
      author: place.authority(item.authorityId).name,
    }))
  },
}

/** What is said to audiences alone: that of every counter is news to its residents, who read it there. */
export const noticeDigest: DigestSource = {
  id: 'informations',
  async since(tx, from, to, most) {
    const place = await territory(tx)
    const isNew = ({ publishedAt }: { publishedAt: Date }) => publishedAt > from && publishedAt <= to
    return (await noticesForAudiences(tx, most)).filter(isNew).map(({ id, title, theme, authorityId }) => ({
      ...{ key: String(id), path: `/informations/${id}`, title, summary: '' },
      ...{ subject: theme, author: place.authority(authorityId).name, urgency: 'normal' as const },
    }))
  },
}

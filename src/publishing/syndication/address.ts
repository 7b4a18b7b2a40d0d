// The address of what is read elsewhere, as somebody types it.
import { BadInput } from '#platform/errors.ts'

/** The address as it is asked. `ours`: what is said of one of this site. @throws BadInput beside what is none, or is ours */
export function feedAddress(typed: string, publicUrl: string, ours: string): string {
  const wrong = (message: string): never => {
    throw new BadInput([{ field: 'address', message }])
  }
  const url = URL.parse(/^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || !url.hostname.includes('.'))
    return wrong('Écrivez l’adresse entière, par exemple https://www.exemple.fr/actualites.rss.')
  const own = new URL(publicUrl).hostname
  if (url.hostname === own || url.hostname.endsWith(`.${own}`)) return wrong(ours)
  return url.href
}

// Said as soon as the place is known: the authority there keeps a site of its own for this service. Nothing is refused here.
import { to, town } from '#platform/french/noun.ts'
import { attrs, html, type Html } from '#platform/html.ts'
import { notice } from '#platform/ui/feedback.ts'
import { capital } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { fieldsOf, type FormDefinition, type RawAnswers } from '#forms'
import { type OwnSite, ownSiteOf, ownSites, type ServiceDefinition } from '#services'
import type { Territory } from '#territory'

/** Among the questions that a page has shown (see SEEN_FIELDS): this was told. */
export const OWN_SITE = 'site-de-la-commune'

interface Asked {
  service: ServiceDefinition
  place: Territory
  /** What is known of the commune so far: scripts follow what is chosen next. */
  commune: string | undefined
}

/** The commune as typed so far. */
export function communeTyped(form: FormDefinition, raw: RawAnswers): string | undefined {
  const id = fieldsOf(form).find(({ role }) => role === 'place')?.id ?? ''
  return [raw[id]?.['-commune']].flat()[0]
}

/** Is it told when the page opens, before any script? */
export const isOwnSiteTold = ({ service, place, commune }: Asked): boolean =>
  ownSiteOf(service, commune, place) !== undefined

function told(own: OwnSite, said: string): Html {
  const { link, commune } = own
  return notice(
    'warn',
    `${capital(to(town(commune)))}, cette démarche se fait sur ${link.site}`,
    html`<p>${said}</p><p><a class="button quiet" href="${link.url}" rel="external">Continuer sur ${link.site}${icon('external-link')}</a></p>`,
  )
}

const TO_RESIDENT =
  'La réponse et le suivi viennent de ce site. Ce que vous avez tapé ici est gardé\u00a0: si la commune n’est pas la bonne, changez-la.'
const TO_AGENT =
  'Donnez cette adresse à la personne. Si elle ne peut pas s’en servir, enregistrez sa demande ici\u00a0: rien de ce que vous avez tapé n’est perdu.'

/** One for each authority with a site of its own, hidden unless the commune chosen is one of its own. */
export function ownSiteNotices({ service, place, commune }: Asked, reader: 'resident' | 'agent'): Html[] {
  return ownSites(service, place).map((own) => {
    const isHere = commune !== undefined && own.codes.includes(commune)
    const given = attrs({
      id: isHere ? OWN_SITE : undefined,
      role: 'status',
      hidden: !isHere,
      'data-condition': JSON.stringify({ op: 'in', of: 'commune', values: own.codes }),
    })
    return html`<div ${given}>${told(own, reader === 'agent' ? TO_AGENT : TO_RESIDENT)}</div>`
  })
}

/** Where the commune can no longer change on the page. */
export function ownSiteNotice({ service, place, commune }: Asked): Html | null {
  const own = ownSiteOf(service, commune, place)
  return own === undefined ? null : told(own, TO_RESIDENT)
}

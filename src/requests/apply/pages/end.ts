// Where a form stops before its end: what to do instead. Nothing is sent; one may go back and change.
import { html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { longDate, typo } from '#platform/ui/french.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { steps } from '#platform/ui/navigation.ts'
import { DRAFT_DAYS, type Ended, endText, type FormPage } from '#forms'
import type { Application } from '../apply.ts'
import { applyUrl } from './apply.ts'

interface EndView {
  application: Application
  pages: readonly FormPage[]
  ended: Ended
}

/** GET /demarches/:slug/demande/:draft/verifier, when the answers stop the form. */
export function endPage(view: EndView): CitizenPage {
  const { application, pages, ended } = view
  const { service, savedAt, place } = application
  const done = pages.map((page) => ({
    label: page.title,
    state: 'done' as const,
    href: applyUrl(view, page.id),
  }))
  const until =
    savedAt === null ? null : longDate(new Date(savedAt.getTime() + DRAFT_DAYS * 86_400_000), place.zone)
  const title = typo(ended.end.title)
  const main = html`<div class="reading stack wide"><header class="stack">${steps(done)}<h1><span class="over">${service.title}</span>${title}</h1></header>
    ${endText(ended.end)}
    <p class="meta">Rien n’est envoyé.${until !== null && html` Vos réponses sont gardées jusqu’au ${until}\u00a0: vous pouvez les changer.`}</p>
    <div class="row actions">${linkButton('Changer mes réponses', applyUrl(view, ended.page.id), { big: true })}${linkButton('Revenir à la démarche', `/demarches/${service.slug}`, { kind: 'bare' })}</div></div>`
  return {
    title: `${title} – ${service.title}`,
    main,
    current: '/demarches',
    crumb: 'Votre demande',
    crumbs: [
      { href: '/', label: 'Accueil' },
      { href: `/demarches/${service.slug}`, label: service.title },
    ],
  }
}

// Where a form stops before its end: what to do instead. Nothing is sent; one may go back and change.
import { html } from '#platform/html.ts'
import { unmarked } from '#platform/tongue/said-in.ts'
import { linkButton } from '#platform/ui/button.ts'
import { typo } from '#platform/ui/french.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { steps } from '#platform/ui/navigation.ts'
import { DRAFT_DAYS, type Ended, endText, type FormPage } from '#forms'
import type { Application } from '../apply.ts'
import { applyUrl } from './apply.ts'
import { calledIn } from './language.ts'
import { SAYS } from './words.ts'

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
  const kept =
    savedAt === null ? '' : SAYS.keptUntil(new Date(savedAt.getTime() + DRAFT_DAYS * 86_400_000), place.zone)
  const title = typo(ended.end.title)
  const main = html`<div class="reading stack wide"><header class="stack">${steps(done)}<h1><span class="over">${calledIn(application)}</span>${title}</h1></header>
    ${endText(ended.end)}
    <p class="meta">${SAYS.nothingSentYet(kept)}</p>
    <div class="row actions">${linkButton(SAYS.changeAnswers(), applyUrl(view, ended.page.id), { big: true })}${linkButton(SAYS.backToService(), `/demarches/${service.slug}`, { kind: 'bare' })}</div></div>`
  return {
    title: unmarked(`${title} – ${calledIn(application)}`),
    main,
    current: '/demarches',
    crumb: 'Votre demande',
    crumbs: [
      { href: '/', label: 'Accueil' },
      { href: `/demarches/${service.slug}`, label: service.title },
    ],
  }
}

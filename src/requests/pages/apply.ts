// One page of the form of a service.
import { html, type Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { draftStatus } from '#platform/ui/content.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { time } from '#platform/ui/french.ts'
import { draftForm } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { steps } from '#platform/ui/navigation.ts'
import { type FormPage, type FormProblem, pageFields } from '#forms'
import { type Application, communeOf } from '../apply.ts'

export interface ApplyView {
  application: Application
  current: FormPage
  pages: readonly FormPage[]
  problems: readonly FormProblem[]
}

/** Where the steps of an application live. */
export const applyUrl = ({ application: { service, id } }: { application: Application }, step: string): string => `/demarches/${service.slug}/demande/${id}/${step}`

function formBody(ctx: Context, view: ApplyView): Html {
  const { application, current, problems } = view
  const { form, raw, answers, place } = application
  const frame = frameOf(ctx)
  const areas = place.areas.filter((area) => area.kind === 'arrondissement' || !place.areas.some((part) => part.kind === 'arrondissement' && part.authorityId === area.authorityId))
  const fields = pageFields({ form, raw, answers, problems, areas, map: frame.map, assets: frame.assets }, current.fields)
  return html`<p class="meta">Toutes les réponses sont obligatoires, sauf celles marquées «&nbsp;facultatif&nbsp;».</p><div class="fields">${fields}</div>`
}

function stepsOf(view: ApplyView): Html {
  const { pages, current } = view
  const here = pages.findIndex((page) => page.id === current.id)
  return steps([
    ...pages.map((page, index) => ({ label: page.title, state: index < here ? ('done' as const) : index === here ? ('now' as const) : ('next' as const), ...(index < here ? { href: applyUrl(view, page.id) } : {}) })),
    { label: 'Vérifier', state: 'next' as const },
  ])
}

/** GET and POST /demarches/:slug/demande/:draft/:page */
export function applyPage(ctx: Context, view: ApplyView): Html {
  const { application, current, pages, problems } = view
  const { service, savedAt, place } = application
  const here = pages.findIndex((page) => page.id === current.id)
  const previous = pages[here - 1]
  const over = `${service.title}, étape ${here + 1} sur ${pages.length + 1}`
  const back = previous === undefined
    ? linkButton('Revenir à la démarche', `/demarches/${service.slug}`, { kind: 'bare' })
    : linkButton(`Revenir : ${previous.title.toLowerCase()}`, applyUrl(view, previous.id), { kind: 'bare' })
  const body = html`<header class="stack">${stepsOf(view)}<h1><span class="over">${over}</span>${current.title}</h1></header>
    ${problems.length > 0 && errorSummary(problems.map(({ field, message }) => ({ id: field, message })), 'Vos autres réponses et vos fichiers sont gardés.')}
    ${formBody(ctx, view)}
    <div class="row actions">${button('Continuer', { big: true })}${back}</div>`
  const action = applyUrl(view, current.id)
  const main = html`<div class="split">
    ${draftForm({ action, csrf: ctx.csrf, body, autosave: `${action}/sauver`, facts: { ...application.answers, commune: communeOf(application) } })}
    <aside class="stack" aria-label="Votre demande">${draftStatus(savedAt === null ? null : `Brouillon enregistré à ${time(savedAt, place.zone)}.`, html`<a href="/brouillons">Finir plus tard</a>`)}</aside></div>`
  return citizenPage(frameOf(ctx), {
    title: `Étape ${here + 1} sur ${pages.length + 1} : ${current.title.toLowerCase()} – ${service.title}`, main, errorCount: problems.length, current: '/demarches',
    crumbs: [{ href: '/', label: 'Accueil' }, { href: `/demarches/${service.slug}`, label: service.title }],
  })
}

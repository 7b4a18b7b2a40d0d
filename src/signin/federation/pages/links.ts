// The page of an account's links with providers.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { card } from '#platform/ui/content.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { longDate } from '#platform/ui/french.ts'
import { accountMain } from '#people'
import { type ProviderId, providers, settingsOf } from '../providers.ts'
import type { Link } from '../queries.ts'
import { passwordInput } from '../../secret/pages/password-input.ts'

export interface LinksView {
  links: readonly Pick<Link, 'id' | 'provider' | 'firstUsedAt' | 'lastUsedAt'>[]
  hasPassword: boolean
  passkeys: number
  zone: string
  problems?: readonly FieldProblem[]
}

function linkCard(
  ctx: Context,
  { id, provider, firstUsedAt, lastUsedAt }: LinksView['links'][number],
  { hasPassword, passkeys, zone }: LinksView,
): Html {
  const { name } = providers[provider]
  const act =
    hasPassword || passkeys > 0
      ? buttonForm(`Ne plus relier ${name}`, `/compte/connexions/${id}/retrait`, ctx.csrf, { kind: 'quiet' })
      : html`<p class="meta">Ce lien est votre seul moyen de vous connecter. Pour le retirer, <a href="/mot-de-passe-oublie">choisissez d’abord un mot de passe</a>.</p>`
  return card(
    name,
    html`<p>Relié depuis le ${longDate(firstUsedAt, zone)}, utilisé pour la dernière fois le ${longDate(lastUsedAt, zone)}.</p>${provider === 'franceconnect' && html`<p class="meta">Si vous retirez ce lien, l’état civil reçu de ${name} cesse de compter dans <a href="/compte/profil">votre profil</a>.</p>`}${act}`,
  )
}

function linkForm(ctx: Context, provider: ProviderId, { hasPassword, problems = [] }: LinksView): Html {
  const { name } = providers[provider]
  const proof =
    hasPassword &&
    html`<div class="fields">${passwordInput('Mot de passe actuel', problems, { name: 'current' })}</div>`
  return card(
    name,
    html`<p>Reliez ${name} à ce compte pour vous connecter sans mot de passe. L’état civil qu’il transmet est gardé dans <a href="/compte/profil">votre profil</a>, où vous seul le voyez, pendant un an après chaque connexion. Aucun mot de passe n’est transmis.</p>
      <form class="stack" method="post" action="${`/compte/connexions/${provider}`}">${csrfField(ctx.csrf)}${proof}<div class="actions">${button(`Relier ${name}`)}</div></form>`,
  )
}

/** GET /compte/connexions */
export function linksPage(ctx: Context, view: LinksView): Html {
  const { links, problems = [] } = view
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const isOffered =
    settingsOf(ctx.config, 'franceconnect') !== null &&
    !links.some(({ provider }) => provider === 'franceconnect')
  const body = html`${errorSummary(errors, 'Rien n’a changé.')}
    <h1>Connexions de mon compte</h1>
    ${links.map((link) => linkCard(ctx, link, view))}
    ${isOffered ? linkForm(ctx, 'franceconnect', view) : links.length === 0 && html`<p>Aucun service d’identité n’est relié à ce compte.</p>`}`
  return ownPage(ctx, {
    title: 'Connexions de mon compte',
    main: accountMain(ctx, '/compte/connexions', body),
    errorCount: errors.length,
  })
}

// The page of an account's security: password, passkeys, second factor, devices.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, buttonForm, csrfField, linkButton } from '#platform/ui/button.ts'
import { card } from '#platform/ui/content.ts'
import { errorSummary, tag } from '#platform/ui/feedback.ts'
import { dateTime, longDate, plural } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import type { EmailChange } from '../../address/queries.ts'
import type { SessionView } from '../../entry/queries.ts'
import { lostNotice } from '../../lost/pages/lost.ts'
import type { FactorState } from '../../factors/queries.ts'
import type { Reset } from '../../factors/queries.reset.ts'
import { passkeyMake } from '../../entry/pages/passkey-form.ts'
import type { PasskeyView } from '../../passkeys/queries.ts'
import { paperCard } from '../../paper/pages/security.ts'
import { accountMain } from '#people'
import { passwordInput } from '../../secret/pages/password-input.ts'

export interface SecurityView {
  factors: FactorState
  passkeys: readonly PasskeyView[]
  sessions: readonly SessionView[]
  zone: string
  /** '' for whoever has none. */
  email: string
  hasPassword: boolean
  /** The session is on a computer that others use. */
  isShared: boolean
  paper: Parameters<typeof paperCard>[1]
  change: EmailChange | null
  /** Second factors that are to be forgotten. */
  reset: Reset | null
  /** What modules show below. */
  blocks: readonly Html[]
  problems?: readonly FieldProblem[]
}

const moment = (when: Date, zone: string): Html =>
  html`<time datetime="${when.toISOString()}">${dateTime(when, zone)}</time>`

function passwordCard(ctx: Context, { email, hasPassword, problems = [] }: SecurityView): Html | null {
  if (!hasPassword && email === '') return null
  if (!hasPassword)
    return card(
      'Mot de passe',
      html`<p>Vous n’en avez pas encore. Nous vous écrivons un lien pour en choisir un.</p>
      <p>${linkButton('Choisir un mot de passe', '/mot-de-passe-oublie', { kind: 'quiet' })}</p>`,
    )
  return card(
    'Mot de passe',
    html`<form class="stack" method="post" action="/compte/securite" novalidate>${csrfField(ctx.csrf)}
    <p>Vos autres appareils seront déconnectés.</p>
    <div class="fields">${passwordInput('Mot de passe actuel', problems, { name: 'current' })}${passwordInput('Nouveau mot de passe', problems, { isNew: true })}</div>
    <div class="actions">${button('Changer de mot de passe')}</div></form>`,
  )
}

const opensOtherwise = ({ email, hasPassword, passkeys }: SecurityView): boolean =>
  (email !== '' && hasPassword) || passkeys.length > 0

function passkeyCard(ctx: Context, { passkeys, zone, isShared }: SecurityView): Html {
  const rows = passkeys.map(({ credentialId, name, isSynced, createdAt, lastUsedAt }) => [
    html`${name}${isSynced ? ' (synchronisée)' : null}`,
    moment(createdAt, zone),
    lastUsedAt === null ? 'Jamais' : moment(lastUsedAt, zone),
    buttonForm('Retirer', `/compte/securite/cles/${credentialId}/retrait`, ctx.csrf, {
      kind: 'quiet',
      more: `la clé ${name}`,
    }),
  ])
  const columns = [
    { label: 'Appareil' },
    { label: 'Ajoutée' },
    { label: 'Dernier usage' },
    { label: 'Retirer', hidden: true },
  ]
  return card(
    'Clés d’accès',
    html`<p>Une clé d’accès ouvre votre compte avec l’empreinte, le visage ou le code de votre téléphone ou de votre ordinateur, sans mot de passe.</p>
    ${rows.length > 0 ? table({ caption: 'Liste de mes clés d’accès', captionHidden: true, columns, rows }) : html`<p>Vous n’en avez pas encore.</p>`}
    ${isShared ? html`<p class="meta">Ajoutez-en une depuis votre propre appareil, jamais depuis un ordinateur partagé.</p>` : passkeyMake(ctx)}<noscript><p class="meta">Pour ajouter une clé d’accès, activez JavaScript.</p></noscript>`,
  )
}

function factorCard(ctx: Context, { factors, zone }: SecurityView): Html {
  const { totpSince, codesLeft, isInOffice, passkeys } = factors
  if (totpSince === null)
    return card(
      'Double vérification',
      html`<p>Après le mot de passe, un code que montre votre téléphone. Personne n’entre avec votre seul mot de passe.</p>
      <p>${linkButton('Associer une application de codes', '/compte/securite/code', { kind: 'quiet' })}</p>`,
    )
  const remove =
    isInOffice && passkeys === 0
      ? null
      : buttonForm('Retirer', '/compte/securite/code/retrait', ctx.csrf, {
          kind: 'bare',
          more: 'la double vérification',
        })
  return card(
    'Double vérification',
    html`<p>${tag('good', 'Active')} depuis le ${longDate(totpSince, zone)}. ${plural(codesLeft, 'code de secours', 'codes de secours')} en réserve.</p>
    <div class="actions">${linkButton('Changer d’application', '/compte/securite/code', { kind: 'quiet' })}${buttonForm('Nouveaux codes de secours', '/compte/securite/codes-de-secours', ctx.csrf, { kind: 'quiet' })}${remove}</div>`,
  )
}

function sessionCard(ctx: Context, { sessions, zone }: SecurityView): Html {
  const rows = sessions.map(({ id, browser, firstSeenAt, lastSeenAt, isThisOne }) => [
    html`${browser ?? 'Appareil'} ${isThisOne && tag('good', 'Celui-ci')}`,
    moment(firstSeenAt, zone),
    moment(lastSeenAt, zone),
    isThisOne
      ? null
      : buttonForm('Fermer', `/compte/securite/appareils/${id}/fermeture`, ctx.csrf, {
          kind: 'quiet',
          more: browser ?? 'cet appareil',
        }),
  ])
  const columns = [
    { label: 'Appareil' },
    { label: 'Première venue' },
    { label: 'Dernier usage' },
    { label: 'Fermer', hidden: true },
  ]
  const others =
    sessions.length > 1 &&
    buttonForm('Fermer les autres', '/compte/securite/appareils/fermeture', ctx.csrf, { kind: 'quiet' })
  return card(
    'Appareils connectés',
    html`${table({ caption: 'Liste de mes appareils', captionHidden: true, columns, rows })}${others}`,
  )
}

function addressCard(ctx: Context, { email, change, zone }: SecurityView): Html {
  const waiting =
    change &&
    html`<p>Elle deviendra <b>${change.newEmail}</b> quand les deux adresses auront accepté, ou le ${longDate(change.dueAt, zone)} si l’ancienne ne répond pas et que la nouvelle est confirmée.</p>
    ${buttonForm('Garder mon adresse', '/compte/securite/adresse/annulation', ctx.csrf, { kind: 'quiet' })}`
  return card(
    'Adresse e-mail',
    html`<p>${email === '' ? html`Votre compte n’a pas d’adresse e-mail.` : html`Votre adresse est <b>${email}</b>.`}</p>${waiting}
    <p>${linkButton(email === '' ? 'Ajouter une adresse' : 'Changer d’adresse', '/compte/securite/adresse', { kind: 'quiet' })}</p>`,
  )
}

function closingCard(ctx: Context): Html | null {
  if (ctx.actor.kind === 'agent') return null
  return card(
    'Fermer mon compte',
    html`<p>Ce que le compte sait de vous est effacé. C’est définitif.</p><p>${linkButton('Fermer mon compte', '/compte/donnees/effacement', { kind: 'quiet' })}</p>`,
  )
}

export function securityPage(ctx: Context, view: SecurityView): Html {
  const { problems = [] } = view
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const title = 'Sécurité de mon compte'
  const team = ctx.actor.memberships.some(({ role }) => role === 'manager' || role === 'admin')
  const body = html`${errorSummary(errors, 'Les mots de passe ne sont jamais gardés.')}<h1>${title}</h1>${lostNotice(ctx, view.reset, view.zone)}
    ${team && html`<p><a class="more" href="/compte/equipe">Double vérification de mon équipe</a></p>`}
    <div class="cards"><div>${passwordCard(ctx, view)}${addressCard(ctx, view)}${paperCard(ctx, view.paper, { zone: view.zone, opensOtherwise: opensOtherwise(view) })}</div>
    <div>${passkeyCard(ctx, view)}${factorCard(ctx, view)}${closingCard(ctx)}</div></div>${sessionCard(ctx, view)}${view.blocks}`
  const main = accountMain(ctx, '/compte/securite', body, { wide: true })
  return ownPage(ctx, { title, main, errorCount: errors.length })
}

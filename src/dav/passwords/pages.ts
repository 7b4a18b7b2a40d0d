// One's passwords of applications: which there are, a new one, and what it is, once.
import { accountMain } from '#people'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts, section } from '#platform/ui/content.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { copyableValue, form } from '#platform/ui/islands.ts'
import type { ApplicationPassword } from './queries.ts'

export const HERE = '/compte/mots-de-passe-d-application'
export const TITLE = 'Mots de passe d’application'

const framed = (ctx: Context, title: string, body: Html, errorCount = 0): Html =>
  ownPage(ctx, {
    title,
    main: accountMain(ctx, '/compte/securite', html`<div class="stack">${body}</div>`),
    errorCount,
  })

const line = (
  ctx: Context,
  zone: string,
  { id, name, madeAt, lastUsedAt, stands }: ApplicationPassword,
): Html =>
  html`<li><strong>${name}</strong>, fait le ${mediumDate(madeAt, zone)}. ${
    stands
      ? lastUsedAt === null
        ? 'Il n’a jamais servi.'
        : html`Dernier usage le ${mediumDate(lastUsedAt, zone)}.`
      : 'Il a pris fin\u00a0: un de vos postes ou de vos mandats a commencé ou fini depuis.'
  } ${buttonForm('Retirer', `${HERE}/${id}/retrait`, ctx.csrf, { kind: 'bare', more: name })}</li>`

interface View {
  zone: string
  passwords: readonly ApplicationPassword[]
  typed: string
  problems: readonly FieldProblem[]
}

/** GET /compte/mots-de-passe-d-application */
export function passwordsPage(ctx: Context, { zone, passwords, typed, problems }: View): Html {
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const making = form({
    action: HERE,
    csrf: ctx.csrf,
    body: html`${textInput({
      name: 'name',
      label: 'Nom de l’application',
      hint: 'Par exemple\u00a0: mon ordinateur du bureau.',
      value: typed,
      error: problems.find(({ field }) => field === 'name')?.message,
    })}${button('Faire un mot de passe')}`,
  })
  return framed(
    ctx,
    TITLE,
    html`${errorSummary(errors)}<h1>${TITLE}</h1>
    <p>Un mot de passe d’application ouvre les documents de vos espaces dans l’explorateur de fichiers de votre ordinateur ou dans LibreOffice. Il n’ouvre rien d’autre, et ne se donne à personne.</p>
    <p>Il prend fin avec votre compte, quand vous déconnectez tous vos appareils, et chaque fois qu’un de vos postes ou de vos mandats d’élu commence ou finit.</p>
    ${section('Les vôtres', passwords.length === 0 ? html`<p>Vous n’en avez pas.</p>` : html`<ul class="plain stack">${passwords.map((one) => line(ctx, zone, one))}</ul>`)}
    ${section('En faire un', making)}`,
    errors.length,
  )
}

/** POST /compte/mots-de-passe-d-application: what it is, once. */
export const madePage = (
  ctx: Context,
  { name, password, address }: { name: string; password: string; address: string },
): Html =>
  framed(
    ctx,
    `Mot de passe «\u00a0${name}\u00a0»`,
    html`<h1>Mot de passe «&nbsp;${name}&nbsp;»</h1>
    ${notice('warn', 'Copiez-le maintenant\u00a0: il n’est montré qu’une fois, et n’est gardé nulle part en clair.')}
    ${facts([
      ['Adresse du dossier', copyableValue(address)],
      ['Nom d’utilisateur', 'L’adresse e-mail de votre compte'],
      ['Mot de passe', copyableValue(password)],
    ])}
    <p>Sous Windows\u00a0: «\u00a0Connecter un lecteur réseau\u00a0». Sur Mac\u00a0: «\u00a0Aller, Se connecter au serveur\u00a0». Dans LibreOffice\u00a0: «\u00a0Fichier, Fichiers distants\u00a0».</p>
    <p>${linkButton('Revenir aux mots de passe', HERE, { kind: 'quiet' })}</p>`,
  )

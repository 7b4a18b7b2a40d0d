// « Cela n’a pas marché »: for each reason, what happened, what is kept, what to do.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { typo } from '#platform/ui/french.ts'
import { sayPage } from '#platform/http/form-page.ts'
import type { Reason } from '../refused.ts'

interface Words {
  status: number
  title: string
  says: (provider: string) => string
}

const WORDS: Readonly<Record<Reason, Words>> = {
  declined: {
    status: 403,
    title: 'Connexion interrompue',
    says: (provider) =>
      `${provider} n’a pas confirmé votre identité : vous avez refusé, ou il n’a pas pu vous reconnaître. Rien n’a changé dans votre compte.`,
  },
  unavailable: {
    status: 503,
    title: 'Service momentanément indisponible',
    says: (provider) =>
      `${provider} ne répond pas en ce moment. Réessayez dans un instant, ou connectez-vous avec votre adresse e-mail et votre mot de passe.`,
  },
  level: {
    status: 403,
    title: 'Identité pas assez sûre',
    says: (provider) =>
      `${provider} vous a reconnu, mais avec une preuve trop faible pour ouvrir votre compte. Choisissez un autre moyen de connexion chez ${provider}.`,
  },
  untrusted: {
    status: 502,
    title: 'Réponse refusée',
    says: (provider) =>
      `La réponse reçue de ${provider} n’est pas celle que nous attendions : par prudence, nous n’en avons rien gardé. Recommencez. Si cela se répète, écrivez-nous.`,
  },
  expired: {
    status: 400,
    title: 'Cette connexion a expiré',
    says: () =>
      'Elle a commencé il y a trop longtemps, dans un autre navigateur, ou elle a déjà servi. Recommencez depuis le début\u00a0: cela prend une minute.',
  },
  taken: {
    status: 409,
    title: 'Identité déjà reliée',
    says: (provider) =>
      `Cette identité ${provider} est reliée à un autre compte. Déconnectez-vous, puis connectez-vous avec ${provider} pour retrouver ce compte.`,
  },
  'unknown-agent': {
    status: 403,
    title: 'Aucun rôle à ce nom',
    says: () =>
      'Nous vous avons reconnu, mais aucune fonction ne vous est donnée ici pour cette adresse et cet établissement. Demandez à l’administration de votre collectivité de vous inscrire, ou choisissez un autre établissement.',
  },
  closed: {
    status: 403,
    title: 'Compte fermé',
    says: () =>
      'Le compte relié à cette identité est fermé. Vos demandes restent visibles avec leur code de suivi.',
  },
}

/** The page of a refusal, and its status. */
export function refusedPage(ctx: Context, reason: Reason, provider: string): { html: Html; status: number } {
  const { status, title, says } = WORDS[reason]
  const body = html`<p>${typo(says(provider))}</p>
    <div class="actions">${linkButton('Revenir à la connexion', '/connexion')}</div>
    <p>Une démarche ne demande pas toujours un compte&nbsp;: <a href="/demarches">voir les démarches</a>.</p>`
  return { html: sayPage(ctx, title, body), status }
}

/** Somebody has to look first. */
export function checkPage(ctx: Context, provider: string): Html {
  return sayPage(
    ctx,
    'Nous vérifions votre identité',
    html`<p>L’identité reçue de ${provider} ressemble à celle d’un compte qui existe déjà, sans être tout à fait la même&nbsp;: un changement de nom, par exemple. Pour que personne ne prenne le compte d’un autre, un agent compare les deux.</p>
      <p>Rien n’a changé dans votre compte. En attendant, connectez-vous comme d’habitude, avec votre adresse e-mail et votre mot de passe.</p>
      <div class="actions">${linkButton('Se connecter', '/connexion')}</div>`,
  )
}

export interface ProviderDoor {
  /** Its name. */
  provider: string
  /** Where one signs out of it. */
  url: string
}

/** Signed out or forgotten here, as the title says; the provider's own session is still open. */
export function signedOutPage(ctx: Context, title: string, { provider, url }: ProviderDoor): Html {
  return sayPage(
    ctx,
    title,
    html`<p>Ce navigateur reste connecté à ${provider}. Sur un ordinateur que d’autres utilisent, déconnectez-vous aussi de ${provider}.</p>
      <div class="actions">${linkButton(`Se déconnecter de ${provider}`, url)}<a href="/">Revenir à l’accueil</a></div>`,
  )
}

/** On the way to the provider after a form: the browser follows by itself, or the person does. */
export function leavingPage(ctx: Context, provider: string, url: string): Html {
  return sayPage(
    ctx,
    `Vous allez chez ${provider}`,
    html`<p>Votre navigateur vous y conduit. S’il ne le fait pas, suivez ce lien.</p>
      <div class="actions">${linkButton(`Continuer avec ${provider}`, url)}</div>`,
  )
}

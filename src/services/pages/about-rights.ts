// Accessibility (RGAA 4.1, law 2005-102, article 47) and personal data (GDPR, articles 13 and 15 to 22), said plainly.
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { section } from '#platform/ui/content.ts'
import { aboutPage, contactLines } from './about.ts'

/** GET /accessibilite */
export function accessibilityPage(ctx: Context): Html {
  const body = html`<p class="lead">Ce site doit pouvoir servir à tout le monde. Voici ce qui est vérifié, et ce qui ne l’est pas encore.</p>
    ${section('Ce qui est vérifié', html`<p>Chaque page est contrôlée par un outil automatique (axe), sur grand écran et sur téléphone. Les démarches se font sans JavaScript, au clavier seul et sur un écran de 320 pixels.</p>`)}
    ${section('Ce qui ne l’est pas', html`<p>Aucun audit de conformité au RGAA 4.1 n’a été fait. Un outil automatique ne voit qu’une partie des obstacles&nbsp;: la conformité n’est donc pas établie, et nous n’annonçons pas de taux. Les essais avec des personnes handicapées restent à faire.</p>`)}
    ${section('Vous rencontrez un obstacle', html`<p>Dites-le&nbsp;: nous vous donnons l’information ou faisons la démarche avec vous, et nous corrigeons.</p>${contactLines(ctx)}`)}
    ${section('Pas de réponse satisfaisante', html`<p>Vous pouvez saisir le <a href="https://www.defenseurdesdroits.fr/" rel="external">Défenseur des droits</a>, gratuitement, en ligne ou par courrier sans timbre&nbsp;: Défenseur des droits, Libre réponse 71120, 75342 Paris Cedex 07.</p>`)}`
  return aboutPage(ctx, 'Accessibilité', body)
}

/** GET /donnees-personnelles */
export function privacyPage(ctx: Context): Html {
  const { site } = ctx
  const body = html`<p class="lead">Vos réponses servent à traiter votre demande, et à rien d’autre.</p>
    ${section('Qui en répond', html`<p>La collectivité qui traite votre demande est responsable des données qu’elle contient&nbsp;: l’accusé de réception la nomme. ${site.name} répond de ce guichet et des comptes.</p>`)}
    ${section('Qui les voit', html`<p>Les agents du service qui traite la demande, l’accueil de sa collectivité, et les agents de la commune où elle se passe. Personne d’autre. Chaque action sur votre demande est inscrite dans son journal.</p>`)}
    ${section('Ce que nous gardons', html`<ul class="plain"><li>un brouillon&nbsp;: 3 mois&nbsp;;</li><li>une demande&nbsp;: la durée fixée par la collectivité qui la traite&nbsp;;</li><li>un compte&nbsp;: tant que vous le gardez.</li></ul>`)}
    ${section('Cookies', html`<p>Seulement ceux qui font marcher le site&nbsp;: votre connexion, le rappel de vos brouillons sur cet appareil, votre commune si vous l’avez choisie, et le message qui suit une action. Aucune mesure d’audience, aucun tiers.</p>`)}
    ${section('Le plan', html`<p>Les fonds de plan et la recherche d’adresses viennent de la Géoplateforme de l’IGN. Quand vous ouvrez un plan, votre navigateur lui demande les images du lieu affiché.</p>`)}
    ${section('Vos droits', html`<p>Vous pouvez voir vos données, les faire corriger ou effacer, et vous opposer à leur usage. Écrivez à la collectivité, ou à nous&nbsp;: nous transmettons.</p>${contactLines(ctx)}<p>Si la réponse ne vous convient pas, vous pouvez saisir la <a href="https://www.cnil.fr/" rel="external">CNIL</a>.</p>`)}`
  return aboutPage(ctx, 'Données personnelles', body)
}

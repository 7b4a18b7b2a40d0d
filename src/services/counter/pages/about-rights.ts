// Accessibility (RGAA 4.1, law 2005-102, article 47), said plainly.
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

// Signing in with a paper, for somebody who is not at ease: two boxes, and one sentence each.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { textInput } from '#platform/ui/fields.ts'
import { formPage, hidden, problemOf } from '#platform/http/form-page.ts'
import { SHARED_MINUTES } from '#people'

/** The code is never written back in a page. */
export function paperCodeInput(problems: readonly FieldProblem[]): Html {
  return textInput({
    name: 'passe',
    label: 'Code',
    hint: 'Seize lettres et chiffres, par exemple K7RD-4MWQ-9TZ2-B3XH. Les espaces, les tirets et les majuscules n’ont pas d’importance.',
    autocomplete: 'off',
    spellcheck: false,
    medium: true,
    error: problemOf(problems, 'passe'),
  })
}

/** GET /connexion/papier */
export function paperSignInPage(
  ctx: Context,
  { number, next, problems = [] }: { number: string; next: string; problems?: readonly FieldProblem[] },
): Html {
  return formPage(ctx, {
    title: 'Se connecter avec un papier',
    current: '/connexion',
    intro: html`<p>Un guichet vous a remis un papier avec un numéro et un code&nbsp;: recopiez-les ici.</p>`,
    action: '/connexion/papier',
    fields: html`${hidden('suite', next)}${textInput({
      name: 'numero',
      label: 'Numéro de compte',
      hint: 'Dix chiffres.',
      value: number,
      inputmode: 'numeric',
      autocomplete: 'off',
      medium: true,
      error: problemOf(problems, 'numero'),
    })}${paperCodeInput(problems)}`,
    button: 'Se connecter',
    problems,
    after: html`<section class="stack tight" aria-labelledby="partage"><h2 id="partage" class="small">Sur un ordinateur partagé</h2>
      <p>Votre compte se ferme après ${SHARED_MINUTES}&nbsp;minutes sans rien faire. Avant de partir, appuyez sur «&nbsp;Se déconnecter&nbsp;».</p></section>
      <section class="stack tight" aria-labelledby="perdu"><h2 id="perdu" class="small">Papier perdu&nbsp;?</h2>
      <p>Venez à un guichet avec une pièce d’identité&nbsp;: un agent vous fait un nouveau code. <a href="/connexion">Se connecter autrement</a></p></section>`,
  })
}

// Table of the choice of a language.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { savePageAgain } from '../apply/apply.citizen.ts'
import { chooseLanguage } from './tongue.citizen.ts'

export const tongueRoutes: readonly Route[] = [
  post({
    post: '/demarches/:slug/demande/:draft/:page/langue',
    takesFiles: true,
    action: 'draft.write',
    title: 'Choisir la langue d’un formulaire',
    face: 'citizen',
    input: z.looseObject({}),
    resend: true,
    handle: chooseLanguage,
    again: savePageAgain,
  }),
]

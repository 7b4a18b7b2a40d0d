// Table of the administration home. Definitions and competence have their own pages (services).
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { searchEverything } from './everything.ts'
import { checkHistory, showAdmin } from './home.admin.ts'
import { chooseAgain, doChoose, settingInput, showSetting, showSettings } from './settings.admin.ts'

export const routes: readonly Route[] = [
  {
    get: '/administration',
    action: 'administration.read',
    title: 'Administration',
    face: 'admin',
    handle: showAdmin,
  },
  post({
    post: '/administration/verification',
    action: 'administration.verify',
    title: 'Vérifier l’historique',
    face: 'admin',
    input: z.object({}),
    handle: checkHistory,
  }),
  {
    get: '/administration/recherche',
    action: 'setting.read',
    title: 'Chercher un réglage',
    face: 'admin',
    handle: searchEverything,
  },
  {
    get: '/administration/reglages',
    action: 'setting.read',
    title: 'Réglages',
    face: 'admin',
    handle: showSettings,
  },
  {
    get: '/administration/reglages/:reglage',
    action: 'setting.read',
    title: 'Réglage',
    face: 'admin',
    handle: showSetting,
  },
  post({
    post: '/administration/reglages/:reglage',
    action: 'setting.change',
    title: 'Choisir un réglage',
    face: 'admin',
    resend: true,
    input: settingInput,
    handle: doChoose,
    again: chooseAgain,
  }),
]

// Addresses where an authority administers the sites that rely on the account: its own, and no other's.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { adminForm, adminList } from '#territory'
import { doDisable, doEnable, doEndSecret, doRotate, showClient } from './client/client.admin.ts'
import { clientChange, clients, newClient } from './client/clients.admin.ts'
import { doCheck, doTry, showArrival, showTrial } from './console/console.admin.ts'

const SITES = '/administration/sites'
const nothing = z.object({})

export const adminRoutes: readonly Route[] = [
  ...adminList(clients),
  ...adminForm(newClient),
  {
    get: `${SITES}/essai`,
    action: 'client.try',
    title: 'Essai de connexion d’un site',
    face: 'admin',
    handle: showArrival,
  },
  {
    get: `${SITES}/:site`,
    action: 'client.list',
    title: 'Site connecté au compte',
    face: 'admin',
    handle: showClient,
  },
  ...adminForm(clientChange),
  post({
    post: `${SITES}/:site/secret`,
    action: 'client.rotate_secret',
    title: 'Changer le secret d’un site',
    face: 'admin',
    input: nothing,
    handle: doRotate,
  }),
  post({
    post: `${SITES}/:site/secrets/:secret/fin`,
    action: 'client.rotate_secret',
    title: 'Terminer l’ancien secret d’un site',
    face: 'admin',
    input: nothing,
    handle: doEndSecret,
  }),
  post({
    post: `${SITES}/:site/hors-service`,
    action: 'client.disable',
    title: 'Mettre un site hors service',
    face: 'admin',
    input: nothing,
    handle: doDisable,
  }),
  post({
    post: `${SITES}/:site/en-service`,
    action: 'client.disable',
    title: 'Remettre un site en service',
    face: 'admin',
    input: nothing,
    handle: doEnable,
  }),
  {
    get: `${SITES}/:site/essai`,
    action: 'client.try',
    title: 'Essayer la connexion d’un site',
    face: 'admin',
    handle: showTrial,
  },
  post({
    post: `${SITES}/:site/essai`,
    action: 'client.try',
    title: 'Essayer la connexion d’un site',
    face: 'admin',
    input: nothing,
    handle: doTry,
  }),
  post({
    post: `${SITES}/:site/verification`,
    action: 'client.try',
    title: 'Vérifier les adresses d’un site',
    face: 'admin',
    input: nothing,
    handle: doCheck,
  }),
]

// Table of the counter's public pages.
import { type Context, post, type Route } from '#platform/http/route.ts'
import { showSitemap, showText } from './counter/about.citizen.ts'
import { showLifeEvent, showTheme } from './counter/browse.citizen.ts'
import { chooseCommune, communeInput, showCommune, showCommunes } from './counter/commune.citizen.ts'
import { showHome } from './counter/home.citizen.ts'
import { helpPage, legalPage } from './counter/pages/about.ts'
import { accessibilityPage } from './counter/pages/about-rights.ts'
import { showPlaces } from './counter/places.citizen.ts'
import { showAlgorithms, showPrivacy } from './counter/rights.citizen.ts'
import { showServices, suggest } from './counter/search.citizen.ts'
import { showService } from './counter/service.citizen.ts'

const face = 'citizen'

export const routes: readonly Route[] = [
  { get: '/', action: 'service.read', title: 'Accueil', face, handle: showHome },
  { get: '/demarches', action: 'service.search', title: 'Toutes les démarches', face, handle: showServices },
  {
    get: '/suggestions',
    action: 'service.search',
    title: 'Propositions pendant la frappe',
    face: 'machine',
    handle: suggest,
  },
  { get: '/demarches/themes/:slug', action: 'service.read', title: 'Thème', face, handle: showTheme },
  { get: '/demarches/:slug', action: 'service.read', title: 'Démarche', face, handle: showService },
  { get: '/vie/:slug', action: 'service.read', title: 'Moment de vie', face, handle: showLifeEvent },
  {
    get: '/communes',
    action: 'page.read',
    title: 'Les communes',
    face,
    handle: (ctx: Context) => showCommunes(ctx),
  },
  { get: '/communes/:slug', action: 'page.read', title: 'Commune', face, handle: showCommune },
  { get: '/lieux', action: 'page.read', title: 'Mairies et lieux d’accueil', face, handle: showPlaces },
  post({
    post: '/commune',
    action: 'commune.choose',
    title: 'Choisir sa commune',
    face,
    input: communeInput,
    resend: true,
    handle: chooseCommune,
    again: (ctx, problems) => showCommunes(ctx, problems[0]?.message ?? ''),
  }),
  { get: '/aide', action: 'page.read', title: 'Aide', face, handle: showText(helpPage) },
  {
    get: '/accessibilite',
    action: 'page.read',
    title: 'Accessibilité',
    face,
    handle: showText(accessibilityPage),
  },
  {
    get: '/donnees-personnelles',
    action: 'page.read',
    title: 'Données personnelles',
    face,
    handle: showPrivacy,
  },
  {
    get: '/donnees-personnelles/algorithmes',
    action: 'page.read',
    title: 'Algorithmes',
    face,
    handle: showAlgorithms,
  },
  {
    get: '/mentions-legales',
    action: 'page.read',
    title: 'Mentions légales',
    face,
    handle: showText(legalPage),
  },
  { get: '/plan-du-site', action: 'page.read', title: 'Plan du site', face, handle: showSitemap },
]

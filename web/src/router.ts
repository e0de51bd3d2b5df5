// Pages and who needs a session. Everything but sign-in does; the server decides what may be seen.
import { createRouter, createWebHistory } from "vue-router";

import { t } from "./app/i18n";
import { loadSession } from "./app/session";
import OutboxPage from "./rooms/casework/OutboxPage.vue"; // at once: it is opened without a network

export const router = createRouter({
  history: createWebHistory("/desk/"),
  routes: [
    { path: "/sign-in", name: "sign_in", component: () => import("./rooms/session/SignInPage.vue") },
    { path: "/", redirect: "/today" },
    { path: "/today", name: "today", component: () => import("./rooms/today/TodayPage.vue") },
    { path: "/cases", name: "desk", component: () => import("./rooms/casework/DeskPage.vue") },
    { path: "/cases/new", name: "new_case", component: () => import("./rooms/casework/NewCasePage.vue") },
    { path: "/cases/hotline", name: "hotline", component: () => import("./rooms/casework/HotlinePage.vue") },
    { path: "/cases/:id", name: "case", component: () => import("./rooms/casework/CasePage.vue") },
    { path: "/board", name: "board", component: () => import("./rooms/board/BoardPage.vue") },
    { path: "/wall", name: "wall", component: () => import("./rooms/board/WallPage.vue") },
    { path: "/search", name: "search", component: () => import("./rooms/search/SearchPage.vue") },
    { path: "/grids", name: "grids", component: () => import("./rooms/grid/GridPage.vue") },
    { path: "/notices", name: "notices", component: () => import("./rooms/notice/NoticesPage.vue") },
    { path: "/places", name: "places", component: () => import("./rooms/places/PlacesPage.vue") },
    { path: "/people", name: "people", component: () => import("./rooms/people/PeoplePage.vue") },
    { path: "/rules", name: "rules", component: () => import("./rooms/rules/RulesPage.vue") },
    { path: "/roster", name: "roster", component: () => import("./rooms/people/RosterPage.vue") },
    { path: "/privacy", name: "privacy", component: () => import("./rooms/people/PrivacyPage.vue") },
    { path: "/access", name: "access", component: () => import("./rooms/people/AccessPage.vue") },
    { path: "/outbox", name: "outbox", component: OutboxPage },
    { path: "/settings", name: "settings", component: () => import("./rooms/settings/SettingsPage.vue") },
    { path: "/:rest(.*)*", name: "missing", component: () => import("./rooms/session/MissingPage.vue") },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach(async (to) => {
  const session = await loadSession();
  if (to.name === "sign_in") return session ? "/today" : true;
  // A post that asks for a second factor opens nothing before it is set.
  if (session?.second_factor_required && to.name !== "settings") return "/settings";
  return session ? true : { name: "sign_in", query: to.fullPath === "/today" ? {} : { to: to.fullPath } };
});
router.afterEach((to) => {
  document.title = `${t(`page.${String(to.name)}`)}·${t("app.name")}`;
});

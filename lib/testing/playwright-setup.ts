import { panelFolder, startPanel } from './panel.ts';

/**
 * Run by Playwright once before all journeys: a panel of their own. Its addresses reach the journeys by
 * E2E_URL and E2E_SETUP_URL, its data folder (samples, uploads) by E2E_DATA.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await panelFolder();
  const panel = await startPanel(folder.dataDir);
  process.env.E2E_URL = panel.url;
  process.env.E2E_SETUP_URL = panel.setupUrl ?? '';
  process.env.E2E_DATA = panel.dataDir;
  return async () => {
    await panel.stop();
    await folder.remove();
  };
}

import { I18nProvider } from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { AccountGate } from "./features/accounts/account-gate";
import { DroppedFiles } from "./features/editor/dropped-files";
import { TutorialProvider } from "./features/study/tutorial";
import { RunProvider } from "./shared/runs/run-provider";
import { FlashProvider } from "./shell/flashes";
import { Frame } from "./shell/frame";
import { HelpProvider } from "./shell/help";
import { ThemeProvider } from "./shell/theme";

export function App({ client }: { client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <I18nProvider locale="en" messages={[messages]}>
        <ThemeProvider>
          <FlashProvider>
            <HelpProvider>
              <AccountGate>
                <TutorialProvider>
                  <RunProvider>
                    <DroppedFiles />
                    <Frame />
                  </RunProvider>
                </TutorialProvider>
              </AccountGate>
            </HelpProvider>
          </FlashProvider>
        </ThemeProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}

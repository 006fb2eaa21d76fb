import TopNavigation from "@cloudscape-design/components/top-navigation";
import { accountTitle, useAccount } from "../features/accounts/account-context";
import { useAccountMenu } from "../features/accounts/account-menu";
import { logo } from "./logo";
import { navigate } from "./router";
import { type ThemeChoice, useTheme } from "./theme";

const themeNames: Record<ThemeChoice, string> = { system: "As the system", light: "Light", dark: "Dark" };

export function TopBar() {
  const account = useAccount();
  const menu = useAccountMenu();
  const theme = useTheme();
  return (
    <TopNavigation
      identity={{
        href: "#/",
        title: "Gatehouse",
        logo: { src: logo, alt: "Gatehouse icon" },
        onFollow: (event) => {
          event.preventDefault();
          navigate("/");
        },
      }}
      utilities={[
        {
          type: "menu-dropdown",
          iconName: theme.dark ? "star" : "star-half",
          text: "Theme",
          ariaLabel: "Theme",
          disableUtilityCollapse: true,
          items: (Object.keys(themeNames) as ThemeChoice[]).map((id) => ({
            id,
            itemType: "checkbox" as const,
            checked: theme.choice === id,
            text: themeNames[id],
          })),
          onItemClick: ({ detail }) => theme.choose(detail.id as ThemeChoice),
        },
        {
          type: "menu-dropdown",
          iconName: "user-profile",
          text: accountTitle(account),
          ariaLabel: `Account: ${accountTitle(account)}`,
          description: account.region,
          disableUtilityCollapse: true,
          disableTextCollapse: true,
          ...menu,
        },
      ]}
    />
  );
}

package app

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
)

// RuleState is where a version of a rule stands in its life on a day.
type RuleState string

// The closed list of states of a rule.
const (
	RuleDraft     RuleState = "draft"     // being written: nobody but those who write it sees it
	RuleAnnounced RuleState = "announced" // published, its days have not begun: it may still be changed or withdrawn
	RuleRunning   RuleState = "running"   // frozen
	RuleOver      RuleState = "over"      // its days are over, frozen
	RuleWithdrawn RuleState = "withdrawn" // taken back before its first day
)

// RuleView is one version of a rule as a page shows it.
type RuleView struct {
	reward.Rule
	State    RuleState
	Edition  int           // of the text of this version, to give back to SaveRule, PublishRule and StopRule
	At       int64         // of the last change, microseconds UTC
	By       org.ID        // who made it
	Parts    []period.Span // when it gives: the end of each is a payday
	People   int           // beneficiaries in all, people who moved included
	Reason   string        // why it was withdrawn
	Late     bool          // it was published after its first day
	MayEdit  bool          // the actor may change rules for these people
	MayNext  bool          // it is frozen and the newest: the next version, for later days, may be written from it
	Warnings []reward.Warning
	Unmarked []org.ID      // objectives of a money rule that do not say that pay depends on them
	Versions []RuleVersion // all of them, the newest first; this one included
}

// RuleVersion names one version of a rule.
type RuleVersion struct {
	Version int
	Start   period.Date
	End     period.Date
	State   RuleState
}

// RulesView is the page of all rules the actor may read.
type RulesView struct {
	World   *World
	Today   period.Date
	Rules   []RuleView // the version that runs, else the next one, else the last; running first, then by first day
	MayEdit bool       // the actor may write rules for somebody
	Setting RewardSetting
}

// RulePage is one version of a rule with the names its page needs.
type RulePage struct {
	World  *World
	Today  period.Date
	Rule   RuleView
	Goals  map[org.ID]Standing // the named objectives the actor may see
	Metric map[org.ID]measure.Metric
	People []org.Person // beneficiaries whose statement the actor may open
}

// RewardSetting is how the organisation pays out.
type RewardSetting struct {
	TwoApprovals bool `json:"two_approvals,omitempty"` // two different people approve each award before it is exported
	ContestDays  int  `json:"contest_days,omitempty"`  // how long an award may be contested and how long an answer may take; 0: fifteen
}

// Stake is what is at stake for one person in one rule today, in plain figures.
type Stake struct {
	Rule     RuleView
	Share    reward.Share   // to date
	Next     []reward.Ahead // what lies ahead, the nearest first; empty when nothing is left to reach
	Possible measure.Amount // what would be obtained with everything at 100 %
	PayOn    period.Date    // the last day of the part that runs
}

// MyRewards is the page of one person.
type MyRewards struct {
	World      *World
	Today      period.Date
	Person     org.Person
	Stakes     []Stake // of rules that run
	Coming     []RuleView
	Awards     []Award // granted, the newest first
	Contests   []Contest
	Any        bool // there is a published rule in the organisation, so that the room exists at all
	MayEdit    bool // the actor may write rules
	MayApprove bool // the actor may have awards to approve
}

// RewardStatement is one rule for one person, line by line.
type RewardStatement struct {
	World    *World
	Today    period.Date
	Rule     RuleView
	Person   org.Person
	Mine     bool             // the reader's own
	Reckoned reward.Statement // to date, or on the last day of the rule; of other beneficiaries only the pot's size, never their shares
	Share    reward.Share
	Next     []reward.Ahead      // what lies ahead, the nearest first
	Possible measure.Amount      // with everything at 100 %
	Goals    map[org.ID]Standing // every objective behind the figures that the reader may open
	Awards   []Award             // the person's, of this rule's version, by part and number
	Contests []Contest           // the same
	Setting  RewardSetting
}

// AwardCause is why a row of the awards was written.
type AwardCause string

// The closed list of causes.
const (
	AwardGrant   AwardCause = "grant"   // a part was over and its objectives closed
	AwardLate    AwardCause = "late"    // facts arrived after the grant: the difference, either way
	AwardContest AwardCause = "contest" // a contest was answered with a correction
)

// AwardState is where an award stands on its way to payroll.
type AwardState string

// The closed list of states of an award.
const (
	AwardNothing  AwardState = "nothing"  // nothing was obtained: a statement, nothing to pay
	AwardWaiting  AwardState = "waiting"  // for an approval
	AwardApproved AwardState = "approved" // may be exported
	AwardExported AwardState = "exported" // handed to payroll, once
)

// Award is one granted award or one adjustment of it. Nothing of it ever changes: an adjustment is another one.
type Award struct {
	ID         org.ID
	Rule       org.ID
	Version    int
	Title      string // of the rule
	Person     org.ID
	Part       period.Span // the part of the rule it was given for
	Seq        int         // 0: the grant; 1 and more: adjustments of it, in order
	Cause      AwardCause
	At         int64 // microseconds UTC
	Kind       reward.Kind
	Unit       string // currency of money
	Label      string
	Minor      int              // decimals of Amount
	Amount     measure.Amount   // of what is obtained or not: one or zero; adjustments may be negative
	Statement  reward.Statement // as it was frozen; holds this person's share alone
	Approvals  []AwardApproval  // the earliest first
	State      AwardState
	ExportedAt int64       // 0: not yet
	Export     org.ID      // the batch it left in
	MayApprove bool        // by the actor, now
	MayContest bool        // by the actor, now: theirs and within the days
	ContestBy  period.Date // the last day for it
}

// AwardApproval is one person's yes.
type AwardApproval struct {
	By    org.ID
	At    int64
	Alone bool // their own award, in an organisation where nobody else may approve it
}

// AwardsView is the page of awards to approve and to export.
type AwardsView struct {
	World     *World
	Today     period.Date
	Awards    []Award   // the newest first, those the actor may read
	Waiting   []Pending // parts that are over and wait for objectives to be closed
	Contests  []Contest // open ones the actor may read, the newest first
	Setting   RewardSetting
	Exports   []Payout // the newest first
	ToExport  int      // approved and not exported yet
	MayExport bool
	MaySet    bool // the actor may change the setting
}

// Pending is a part of a rule that is over and cannot be given yet.
type Pending struct {
	Rule  RuleView
	Part  period.Span
	Goals []Standing // not closed yet; those the actor may see
	More  int        // those they may not
}

// AwardPage is one award as its page shows it.
type AwardPage struct {
	World    *World
	Today    period.Date
	Award    Award
	Rule     RuleView
	Person   org.Person
	Mine     bool
	Goals    map[org.ID]Standing // behind the figures, as they are now; those the reader may open
	Contests []Contest
	Setting  RewardSetting
}

// Payout is one batch handed to payroll.
type Payout struct {
	ID     org.ID
	At     int64
	By     org.ID
	N      int
	Awards []Award // filled by ExportPayroll and Payout
}

// AwardFilter narrows a list of awards; zero fields do not narrow.
type AwardFilter struct {
	Rule   org.ID
	Person org.ID
	State  AwardState
	From   period.Date // of the last day of their part
	To     period.Date
}

// ContestDecision is how a contest was answered.
type ContestDecision string

// The closed list of decisions.
const (
	ContestKept      ContestDecision = "kept"      // the figure stands
	ContestFacts     ContestDecision = "facts"     // results are corrected in the ledger: the difference follows by itself
	ContestCorrected ContestDecision = "corrected" // a correction is added to the award
)

// Contest is a person's disagreement with a line of an award, with its answer.
type Contest struct {
	ID         org.ID
	Award      org.ID
	Rule       org.ID
	Title      string // of the rule
	Version    int
	Part       period.Span
	Person     org.ID
	Line       string // what it is about: a title the person chose, free text
	Text       string
	At         int64
	Due        period.Date // the last day to answer
	Overdue    bool
	Decision   ContestDecision // "" while open
	Answer     string
	AnsweredBy org.ID
	AnsweredAt int64
	Amount     measure.Amount // of the correction
	MayAnswer  bool
}

// WhatIf is what somebody tries: facts that are not there. Nothing of it is written.
type WhatIf struct {
	Kind   string            // of the result: "deal_won" unless said
	Amount measure.Maybe     // of one more result, in the organisation's currency; absent: none
	On     period.Date       // when it would come; zero: today
	Attrs  map[string]string // of that result
	Tasks  []org.ID          // open or taken tasks that would be won
}

// WhatIfView is the effect on every objective above and on every reward, before and after.
type WhatIfView struct {
	World *World
	Today period.Date
	Form  WhatIf
	Tasks []PoolTask // that may be ticked: with a value, the person's own first
	Goals []GoalIf   // that move, own ones first, then upwards
	Rules []RuleIf   // every one that runs for the person
	Tried bool       // something was tried
}

// GoalIf is an objective before and after.
type GoalIf struct{ Before, After Standing }

// RuleIf is a reward before and after.
type RuleIf struct {
	Rule          RuleView
	Before, After reward.Share
	Next          []reward.Ahead // after
}

// PathView is how far somebody has come here: objectives reached, what they brought, skills that were recognised.
type PathView struct {
	World  *World
	Today  period.Date
	Person org.Person
	Mine   bool
	Steps  []PathStep // the earliest first
	Earned []PathSum  // to date, by kind and unit
	Skills []PathSkill
	Roles  []PathRole
}

// PathStep is one thing reached: an objective, or an award.
type PathStep struct {
	On    period.Date
	Goal  *Standing // an objective attained
	Award *Award    // or something obtained
}

// PathSum is what was obtained so far.
type PathSum struct {
	Kind   reward.Kind
	Unit   string
	Amount measure.Amount
	Minor  int
	N      int // awards behind it
}

// PathSkill is a skill with what recognises it.
type PathSkill struct {
	Name  string
	Goals []Standing // attained objectives that use it
	From  []org.ID   // colleagues and managers who named it or thanked for one of these objectives, each once

	Peers  []ThanksShown // words of colleagues that name it
	Leads  []ThanksShown // words of those who led the person then
	Public bool          // the person shows it to the others
}

// PathRole is a role and since when.
type PathRole struct {
	Role org.Role
	On   period.Date
}

// The methods of this room (signatures; bodies stand in the file named):
//
//	func (a *App) Rules(ctx, actor) (RulesView, error)                                          rewards_read.go
//	func (a *App) Rule(ctx, actor, id org.ID, version int) (RulePage, error)                    version 0: the one in force, else the next, else the last
//	func (a *App) RuleDraft(ctx, actor, r reward.Rule) (RulePage, error)                        an unsaved form, for the preview: warnings, parts, people; nothing is written
//	func (a *App) SaveRule(ctx, actor, r reward.Rule, edition int) (org.ID, int, error)         rewards_rules.go; ID 0: a new rule; Version 0 of a known one: its next version; answers id and version
//	func (a *App) PublishRule(ctx, actor, id org.ID, version, edition int) error
//	func (a *App) StopRule(ctx, actor, id org.ID, version, edition int, reason string) error    before its first day only, reason wanted once published
//	func (a *App) RewardSetting(ctx, actor) (RewardSetting, error)
//	func (a *App) SetReward(ctx, actor, s RewardSetting) error
//	func (a *App) MyRewards(ctx, actor) (MyRewards, error)                                      rewards_mine.go
//	func (a *App) RewardStatement(ctx, actor, rule org.ID, version int, person org.ID) (RewardStatement, error)   person 0: the actor; the look is logged here
//	func (a *App) GrantAwards(ctx, o org.ID, now time.Time) error                               rewards_grant.go, a Round
//	func (a *App) Awards(ctx, actor, f AwardFilter) (AwardsView, error)                         rewards_awards.go
//	func (a *App) Award(ctx, actor, id org.ID) (AwardPage, error)                               one award, frozen; the look is logged here
//	func (a *App) ApproveAwards(ctx, actor, ids []org.ID) (int, error)                          all or nothing; answers how many took the yes
//	func (a *App) ExportPayroll(ctx, actor) (Payout, error)                                     every approved award that has not left yet, once
//	func (a *App) Payout(ctx, actor, id org.ID) (Payout, error)                                 a batch again, to download it anew
//	func (a *App) ContestAward(ctx, actor, award org.ID, line, text string) (org.ID, error)     rewards_contest.go
//	func (a *App) AnswerContest(ctx, actor, id org.ID, d ContestDecision, answer string, amount measure.Maybe) error
//	func (a *App) TryRewards(ctx, actor, f WhatIf) (WhatIfView, error)                          rewards_try.go
//	func (a *App) Path(ctx, actor, person org.ID) (PathView, error)                             rewards_path.go; person 0: the actor

/** Made by `npm run types` from the service's OpenAPI; do not edit. */
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Candidates
         * @description The latest decisions of one kind.
         */
        Candidates: {
            /** Items */
            items: components["schemas"]["CandidateShape"][];
        };
        /**
         * CandidateShape
         * @description One sentence, masked. `suggested` by the shopper's tap or an agent; `corrected`: old → new category.
         */
        CandidateShape: {
            /** Id */
            id: number;
            /** Conversation Id */
            conversation_id: string;
            /** Ticket Number */
            ticket_number: string | null;
            /** Seq */
            seq: number;
            /** Text */
            text: string;
            /** Reasons */
            reasons: ("unsure" | "person" | "category" | "agent")[];
            /** Guesses */
            guesses: components["schemas"]["GuessShape"][];
            suggested: components["schemas"]["IntentShape"] | null;
            /** Suggested By */
            suggested_by: ("customer" | "agent") | null;
            /** Corrected */
            corrected: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "new" | "named" | "filed" | "dropped";
            intent: components["schemas"]["IntentShape"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * GuessShape
         * @description What the assistant thought, 0 to 1.
         */
        GuessShape: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Confidence */
            confidence: number;
        };
        /**
         * IntentShape
         * @description An intent and what people call it.
         */
        IntentShape: {
            /** Name */
            name: string;
            /** Title */
            title: string;
        };
        /**
         * Changes
         * @description The changed decisions of one model.
         */
        Changes: {
            /** Items */
            items: components["schemas"]["ChangeShape"][];
        };
        /**
         * ChangeShape
         * @description A stored message, masked, that two models read differently. `outcome`: of its turn back then.
         */
        ChangeShape: {
            /** Conversation Id */
            conversation_id: string;
            /** Seq */
            seq: number;
            /** Text */
            text: string;
            before: components["schemas"]["ReadingShape"];
            after: components["schemas"]["ReadingShape"];
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "answered" | "unsure" | "failed";
        };
        /**
         * ReadingShape
         * @description What a model decides on a message.
         */
        ReadingShape: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Confidence */
            confidence: number;
        };
        /**
         * HowMany
         * @description So many were changed; others had been decided by a colleague.
         */
        HowMany: {
            /** Changed */
            changed: number;
        };
        /**
         * Intents
         * @description All that a sentence can be named.
         */
        Intents: {
            /** Items */
            items: components["schemas"]["IntentShape"][];
        };
        /**
         * Models
         * @description All models, the newest first, and what was done with them, the latest first.
         */
        Models: {
            /** Items */
            items: components["schemas"]["ModelShape"][];
            /** Events */
            events: components["schemas"]["ModelEventShape"][];
        };
        /**
         * ModelShape
         * @description A trained assistant; `changed` of `replayed` stored messages are read otherwise by it.
         */
        ModelShape: {
            /** Version */
            version: string;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "current" | "former";
            /**
             * Trained At
             * Format: date-time
             */
            trained_at: string;
            /** Promoted At */
            promoted_at: string | null;
            /** Learnt */
            learnt: number;
            /** Is Loading */
            is_loading: boolean;
            /** Fits */
            fits: boolean;
            /** Problem */
            problem: string;
            /** Compared With */
            compared_with: string | null;
            /** Scores */
            scores: components["schemas"]["ScoreShape"][];
            /** Replayed */
            replayed: number | null;
            /** Changed */
            changed: number | null;
        };
        /**
         * ScoreShape
         * @description One score of both models; null where one could not be measured. `unit`: share, milliseconds.
         */
        ScoreShape: {
            /** Name */
            name: string;
            /**
             * Unit
             * @enum {string}
             */
            unit: "share" | "milliseconds";
            /** Cases */
            cases: number;
            /** Before */
            before: number | null;
            /** After */
            after: number | null;
        };
        /**
         * ModelEventShape
         * @description Who did what with a model, and when.
         */
        ModelEventShape: {
            /** Version */
            version: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "registered" | "asked" | "promoted" | "failed";
            /** Actor Name */
            actor_name: string | null;
            /** Detail */
            detail: string;
        };
        /**
         * SentenceGroups
         * @description What is to be decided, the largest group first.
         */
        SentenceGroups: {
            /** Items */
            items: components["schemas"]["GroupShape"][];
            counts: components["schemas"]["StateCounts"];
        };
        /**
         * GroupShape
         * @description Sentences that mean the same, the most typical first; `guessed` of them were taken for `guess`.
         */
        GroupShape: {
            /** Sentences */
            sentences: components["schemas"]["CandidateShape"][];
            guess: components["schemas"]["IntentShape"] | null;
            /** Guessed */
            guessed: number;
            suggested: components["schemas"]["IntentShape"] | null;
        };
        /**
         * StateCounts
         * @description How many sentences are in each state.
         */
        StateCounts: {
            /** New */
            new: number;
            /** Named */
            named: number;
            /** Filed */
            filed: number;
            /** Dropped */
            dropped: number;
        };
        /**
         * AgentSession
         * @description A signed-in agent.
         */
        AgentSession: {
            /** Token */
            token: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            agent: components["schemas"]["AgentShape"];
        };
        /**
         * AgentShape
         * @description An agent as colleagues see one.
         */
        AgentShape: {
            /** Id */
            id: number;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "agent" | "lead" | "admin";
            /** Is Online */
            is_online: boolean;
            /** Is Active */
            is_active: boolean;
            /** Capacity */
            capacity: number;
            /** Groups */
            groups: components["schemas"]["Named"][];
            /** Refund Limit Fen */
            refund_limit_fen: number;
        };
        /**
         * Named
         * @description An agent or a group in short.
         */
        Named: {
            /** Id */
            id: number;
            /** Name */
            name: string;
        };
        /**
         * BusyAgent
         * @description With the number of tickets that wait for him.
         */
        BusyAgent: {
            /** Id */
            id: number;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "agent" | "lead" | "admin";
            /** Is Online */
            is_online: boolean;
            /** Is Active */
            is_active: boolean;
            /** Capacity */
            capacity: number;
            /** Groups */
            groups: components["schemas"]["Named"][];
            /** Refund Limit Fen */
            refund_limit_fen: number;
            /** Open Tickets */
            open_tickets: number;
        };
        /**
         * CampaignShape
         * @description One campaign.
         */
        CampaignShape: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            audience: components["schemas"]["Audience"];
            schedule: components["schemas"]["Schedule"];
            questions: components["schemas"]["Questions"];
            /**
             * Channel
             * @enum {string}
             */
            channel: "in_app" | "email";
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "running" | "finished" | "cancelled";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Started At */
            started_at: string | null;
            /** Finished At */
            finished_at: string | null;
            counts: components["schemas"]["api__campaigns__Counts"];
        };
        /**
         * Audience
         * @description Whom: customers of solved tickets of a category, of delivered orders of a product, or members.
         */
        Audience: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "closed_tickets" | "delivered_orders" | "members";
            /** Category1 */
            category1?: string | null;
            /** Product Id */
            product_id?: string | null;
            /** Level */
            level?: string | null;
            /**
             * Since Days
             * @default 30
             */
            since_days: number;
        };
        /**
         * Schedule
         * @description When: so many hours after what happened, never in quiet hours (Asia/Shanghai).
         */
        Schedule: {
            /**
             * Delay Hours
             * @default 0
             */
            delay_hours: number;
            /**
             * Quiet From
             * @default 21:00
             * @example 21:00
             */
            quiet_from: string;
            /**
             * Quiet To
             * @default 09:00
             * @example 21:00
             */
            quiet_to: string;
        };
        /**
         * Questions
         * @description What: a score always, reasons by score, own words. What is empty takes the usual text.
         */
        Questions: {
            /**
             * Ask Csat
             * @default true
             * @constant
             */
            ask_csat: true;
            /**
             * Title
             * @default
             */
            title: string;
            /**
             * Reasons Low
             * @default []
             */
            reasons_low: string[];
            /**
             * Reasons High
             * @default []
             */
            reasons_high: string[];
            /**
             * Ask Comment
             * @default true
             */
            ask_comment: boolean;
        };
        /**
         * Counts
         * @description How many recipients are where. A mail under way counts as planned.
         */
        api__campaigns__Counts: {
            /** Planned */
            planned: number;
            /** Sent */
            sent: number;
            /** Skipped */
            skipped: number;
            /** Failed */
            failed: number;
            /** Answered */
            answered: number;
        };
        /**
         * CaseStatus
         * @description See NAMES for the words; docs/cases.md for the picture.
         * @enum {string}
         */
        CaseStatus: "applied" | "more_asked" | "approved" | "refused" | "cancelled" | "returning" | "received" | "inspected" | "objected" | "offered" | "refund_due" | "refunded" | "out_of_stock" | "waiting_for_stock" | "reserved" | "replacement_sent" | "quoted" | "repairing" | "waiting_for_parts" | "repaired" | "sending_back" | "sent_back" | "closed";
        /**
         * CaseView
         * @description A case with all that an agent decides from, and what this agent may do.
         */
        CaseView: {
            /** Number */
            number: string;
            /** Status */
            status: string;
            /** Status Text */
            status_text: string;
            /** Kind */
            kind: string;
            /** Order Number */
            order_number: string;
            line: components["schemas"]["LineCard"];
            /** Wish */
            wish: string;
            /** Route */
            route: string;
            /** Route Text */
            route_text: string;
            /** Reason */
            reason: string;
            /** Reason Text */
            reason_text: string;
            /** Description */
            description: string;
            /** Photos */
            photos: string[];
            /** Quantity */
            quantity: number;
            /** Refund Fen */
            refund_fen: number | null;
            /** Opened At */
            opened_at: string;
            /** Moved At */
            moved_at: string;
            /** Decided At */
            decided_at: string | null;
            /** Events */
            events: components["schemas"]["CaseEventView"][];
            /** Ticket Number */
            ticket_number: string | null;
            progress: components["schemas"]["Progress"];
            decision: components["schemas"]["DecisionAnswer"];
            /** Condition */
            condition: {
                [key: string]: boolean | null;
            };
            /** Decided By */
            decided_by: string | null;
            /** Within Right */
            within_right: boolean;
            proposal: components["schemas"]["ProposalView"] | null;
            timeline: components["schemas"]["TimelineView"];
            /** Possible Steps */
            possible_steps: components["schemas"]["StepView"][];
            /** Conversation Id */
            conversation_id: string | null;
            customer: components["schemas"]["CaseCustomer"];
        };
        /**
         * LineCard
         * @description An order line.
         */
        LineCard: {
            /** Id */
            id: string;
            /** Product Id */
            product_id: string;
            /** Title */
            title: string;
            /** Sku */
            sku: string;
            /** Image Url */
            image_url: string;
            /** Unit Price Fen */
            unit_price_fen: number;
            /** Quantity */
            quantity: number;
            /** Paid Fen */
            paid_fen: number;
            /** Status Text */
            status_text: string;
            /** Choices */
            choices: {
                [key: string]: unknown;
            }[];
        };
        /**
         * CaseEventView
         * @description One line of a case's history.
         */
        CaseEventView: {
            /** At */
            at: string;
            /** Actor */
            actor: string;
            /** From Value */
            from_value: string | null;
            /** To Value */
            to_value: string;
            /** Step */
            step: string;
            /** Note */
            note: string;
        };
        /**
         * Progress
         * @description `parcel` or `pickup` brings the goods; `wanted_sku` is what an exchange gives; `instead_fen` what the
         *     shopper paid for it; `replacement` and `sent_back` are the parcels to him; `freight_fen` what he got back
         *     for his parcel.
         */
        Progress: {
            parcel?: components["schemas"]["ParcelFound"];
            pickup?: components["schemas"]["PickupBooked"];
            /** Pickups */
            pickups?: number;
            inspection?: components["schemas"]["Inspection"];
            /** Freight Fen */
            freight_fen?: number;
            offer?: components["schemas"]["Offer-Output"];
            /** Wanted Sku */
            wanted_sku?: string;
            /** Instead Fen */
            instead_fen?: number;
            replacement?: components["schemas"]["ParcelFound"];
            quote?: components["schemas"]["Quote"];
            sent_back?: components["schemas"]["ParcelFound"];
        };
        /**
         * ParcelFound
         * @description A parcel, by the carrier's name and its number.
         */
        ParcelFound: {
            /** Carrier */
            carrier: string;
            /** Number */
            number: string;
        };
        /**
         * PickupBooked
         * @description A courier who comes; `key` names the booking at the shop.
         */
        PickupBooked: {
            /** Number */
            number: string;
            /** Carrier */
            carrier: string;
            /** Begins At */
            begins_at: string;
            /** Ends At */
            ends_at: string;
            /** Key */
            key: string;
        };
        /**
         * Inspection
         * @description What the warehouse saw. `gifts_back`: the gifts that came with the goods.
         */
        Inspection: {
            /** At */
            at: string;
            /** Is Ok */
            is_ok: boolean;
            /** Findings */
            findings: string;
            /** Gifts Back */
            gifts_back: string[];
            /** Deducted Fen */
            deducted_fen: number;
        };
        /**
         * Offer
         * @description Less than was asked for, with its reason.
         */
        "Offer-Output": {
            /** Refund Fen */
            refund_fen: number;
            /** Reason */
            reason: string;
        };
        /**
         * Quote
         * @description What a repair costs; 0 in warranty. `valid_until`: the first instant that is too late.
         */
        Quote: {
            /** Findings */
            findings: string;
            /** Parts */
            parts: string[];
            /** Amount Fen */
            amount_fen: number;
            /** Valid Until */
            valid_until: string | null;
        };
        /**
         * DecisionAnswer
         * @description All six routes, the one to offer first, and whether to name the way to a person.
         */
        DecisionAnswer: {
            /** Routes */
            routes: components["schemas"]["RouteAnswer"][];
            /** Recommended */
            recommended: string | null;
            /** Human Route */
            human_route: boolean;
        };
        /**
         * RouteAnswer
         * @description One route; times in ISO 8601 with their zone, money in fen.
         */
        RouteAnswer: {
            /** Route */
            route: string;
            /** Open */
            open: boolean | null;
            /** Reason */
            reason: string;
            rule: components["schemas"]["RuleAnswer"];
            /** Deadline */
            deadline: string | null;
            /** Deadline Provisional */
            deadline_provisional: boolean;
            /** Freight Payer */
            freight_payer: string | null;
            /** Refund Fen */
            refund_fen: number | null;
            /** Amount Due Fen */
            amount_due_fen: number | null;
            /** Refund Due Days */
            refund_due_days: number | null;
            /** Evidence */
            evidence: string[];
            /** Missing Facts */
            missing_facts: string[];
            /** Explain */
            explain: string;
        };
        /**
         * RuleAnswer
         * @description Where a decision comes from; only mark V is cited to a shopper by its article.
         */
        RuleAnswer: {
            /** Id */
            id: string;
            /** Law */
            law: string;
            /** Article */
            article: string;
            /** Mark */
            mark: string;
        };
        /**
         * ProposalView
         * @description A payment that waits for a second person; `may_decide`: this agent is one.
         */
        ProposalView: {
            /** Amount Fen */
            amount_fen: number;
            /** Note */
            note: string;
            /** Proposed By */
            proposed_by: string;
            /** Proposed At */
            proposed_at: string;
            /** May Decide */
            may_decide: boolean;
        };
        /**
         * TimelineView
         * @description Done (oldest first), ahead (the next first, if all goes well), and now.
         */
        TimelineView: {
            /** Done */
            done: components["schemas"]["DoneView"][];
            /** Ahead */
            ahead: components["schemas"]["StageView"][];
            next: components["schemas"]["NextView"];
        };
        /**
         * DoneView
         * @description One thing that happened. `who`: customer, bot, agent, system; only agents see `name`s.
         */
        DoneView: {
            /** At */
            at: string;
            /** Who */
            who: string;
            /** Name */
            name: string | null;
            /** Step */
            step: string;
            /** Status */
            status: string;
            /** Text */
            text: string;
            /** Note */
            note: string;
        };
        /**
         * StageView
         * @description A stage that still comes.
         */
        StageView: {
            /** Status */
            status: string;
            /** Text */
            text: string;
        };
        /**
         * NextView
         * @description What happens now. `acts`: shopper, agent, or null when it is over; `due_at` only where it is known.
         */
        NextView: {
            /** Acts */
            acts: string | null;
            /** Text */
            text: string;
            /** Due At */
            due_at: string | null;
        };
        /**
         * StepView
         * @description One step that may be taken now. `primary`: the way on; the others are ways out.
         */
        StepView: {
            /** Step */
            step: string;
            /** Title */
            title: string;
            /** Primary */
            primary: boolean;
            /** Asks */
            asks: components["schemas"]["FieldView"][];
        };
        /**
         * FieldView
         * @description One thing that a step asks for, under its name in the step's body. Sums in fen.
         */
        FieldView: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "money" | "choice" | "choices" | "date" | "yes_no" | "texts";
            /** Required */
            required: boolean;
            /** Options */
            options: components["schemas"]["OptionView"][];
            /** Least Fen */
            least_fen: number | null;
            /** Most Fen */
            most_fen: number | null;
            /** Value */
            value: string | number | null;
        };
        /**
         * OptionView
         * @description One of a field's answers.
         */
        OptionView: {
            /** Value */
            value: string;
            /** Title */
            title: string;
        };
        /**
         * CaseCustomer
         * @description Whose case it is.
         */
        CaseCustomer: {
            /** Id */
            id: number;
            /** Name */
            name: string;
        };
        /**
         * Kind
         * @description What a case is about; both returns go the same way.
         * @enum {string}
         */
        Kind: "return" | "exchange" | "repair" | "refund_only" | "compensation";
        /**
         * CommitmentPage
         * @description Some of the ledger; `next_cursor` continues it, null at its end.
         */
        CommitmentPage: {
            /** Items */
            items: components["schemas"]["CommitmentShape"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CommitmentShape
         * @description A timed to-do: by law (`rule`) or by word (`quote`). `breached_at` stays when it is kept late.
         */
        CommitmentShape: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "refund_due" | "stalling" | "repair_due" | "parts_due" | "warranty_end" | "promised_by_agent" | "promised_by_bot";
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "open" | "warned" | "breached" | "kept" | "dropped";
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Provisional */
            provisional: boolean;
            /** Id */
            id: number;
            /** Is Statutory */
            is_statutory: boolean;
            rule: components["schemas"]["Source"] | null;
            /**
             * Quote
             * @example 今天18点前给您回电
             */
            quote: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Breached At */
            breached_at: string | null;
            /** Settled At */
            settled_at: string | null;
            /** Settled By */
            settled_by: string | null;
            /** Reason */
            reason: string;
            owner: components["schemas"]["Person"] | null;
            escalated_to: components["schemas"]["Person"] | null;
            customer: components["schemas"]["Person"];
            /** Ticket Number */
            ticket_number: string | null;
            /** Case Number */
            case_number: string | null;
            /** Conversation Id */
            conversation_id: string | null;
        };
        /**
         * Source
         * @description The rule that asks for it; only mark V is cited to a shopper by its article.
         */
        Source: {
            /** Id */
            id: string;
            /** Law */
            law: string;
            /** Article */
            article: string;
            /**
             * Mark
             * @enum {string}
             */
            mark: "V" | "S" | "M";
            /** Text */
            text: string;
        };
        /**
         * Person
         * @description An agent or a customer in short.
         */
        Person: {
            /** Id */
            id: number;
            /** Name */
            name: string;
        };
        /**
         * DashboardShape
         * @description Do we keep up, where does it get worse, who needs help.
         */
        DashboardShape: {
            range: components["schemas"]["DateRange"];
            totals: components["schemas"]["Totals"];
            /** By Day */
            by_day: components["schemas"]["api__dashboard__Day"][];
            /** Topics */
            topics: components["schemas"]["Topic"][];
            waiting_now: components["schemas"]["WaitingNow"];
        };
        /**
         * DateRange
         * @description From the first instant to now.
         */
        DateRange: {
            /**
             * From
             * Format: date-time
             */
            from: string;
            /**
             * To
             * Format: date-time
             */
            to: string;
        };
        /**
         * Totals
         * @description The whole range; shares 0 to 1, null where nothing was measured.
         */
        Totals: {
            /** Tickets */
            tickets: number;
            /** Conversations */
            conversations: number;
            /** Solved By Bot Share */
            solved_by_bot_share: number | null;
            /** First Answer Median Seconds */
            first_answer_median_seconds: number | null;
            /** First Answer P90 Seconds */
            first_answer_p90_seconds: number | null;
            /** Resolution Median Seconds */
            resolution_median_seconds: number | null;
            /** Csat */
            csat: number | null;
            /** Csat Answers */
            csat_answers: number;
            /** Sla Breaches */
            sla_breaches: number;
        };
        /**
         * Day
         * @description One day, Shanghai.
         */
        api__dashboard__Day: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Tickets */
            tickets: number;
            /** Conversations */
            conversations: number;
            /** Handed Over */
            handed_over: number;
            /** Csat */
            csat: number | null;
            /** First Answer Median Seconds */
            first_answer_median_seconds: number | null;
            /** Resolution Median Seconds */
            resolution_median_seconds: number | null;
        };
        /**
         * Topic
         * @description What tickets were about.
         */
        Topic: {
            /** Category */
            category: [
                string,
                string
            ];
            /** Count */
            count: number;
            /** Share */
            share: number;
        };
        /**
         * WaitingNow
         * @description The queue at this moment.
         */
        WaitingNow: {
            /** Queue */
            queue: number;
            /** Oldest Seconds */
            oldest_seconds: number | null;
            /** Online Agents */
            online_agents: number;
        };
        /**
         * Plan
         * @description A whole campaign, as a lead writes it.
         */
        Plan: {
            /**
             * Name
             * @default
             */
            name: string;
            audience: components["schemas"]["Audience"];
            /**
             * @default {
             *       "delay_hours": 0,
             *       "quiet_from": "21:00",
             *       "quiet_to": "09:00"
             *     }
             */
            schedule: components["schemas"]["Schedule"];
            /**
             * @default {
             *       "ask_csat": true,
             *       "title": "",
             *       "reasons_low": [],
             *       "reasons_high": [],
             *       "ask_comment": true
             *     }
             */
            questions: components["schemas"]["Questions"];
            /**
             * Channel
             * @default in_app
             * @enum {string}
             */
            channel: "in_app" | "email";
        };
        /**
         * Preview
         * @description What a plan would do if it started now.
         */
        Preview: {
            /** Recipients */
            recipients: number;
            skipped: components["schemas"]["Skipped"];
            /** First Send At */
            first_send_at: string | null;
            /** Sample */
            sample: components["schemas"]["Sample"][];
        };
        /**
         * Skipped
         * @description Who will not be asked, by reason. `duplicate`: a second happening of somebody who is asked once.
         */
        Skipped: {
            /** Opted Out */
            opted_out: number;
            /** Frequency Cap */
            frequency_cap: number;
            /** No Contact */
            no_contact: number;
            /** Duplicate */
            duplicate: number;
        };
        /**
         * Sample
         * @description One of those who would be asked.
         */
        Sample: {
            /** Customer Name */
            customer_name: string;
            /**
             * Send At
             * Format: date-time
             */
            send_at: string;
        };
        /**
         * ReplayShape
         * @description What unsaved settings would change. `items` are the first of `found`; `counts` by field.
         */
        ReplayShape: {
            /** Cases */
            cases: number;
            /** Unread */
            unread: number;
            /** Changed */
            changed: number;
            /** Found */
            found: number;
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Items */
            items: components["schemas"]["DifferenceShape"][];
        };
        /**
         * DifferenceShape
         * @description One route of one case that would be decided otherwise; `fields` changed.
         */
        DifferenceShape: {
            /** Case Number */
            case_number: string;
            /**
             * Route
             * @enum {string}
             */
            route: "no_reason_return" | "quality_return" | "exchange" | "repair" | "refund_only" | "compensation";
            /** Is Own */
            is_own: boolean;
            /** Fields */
            fields: string[];
            before: components["schemas"]["OutcomeShape"];
            after: components["schemas"]["OutcomeShape"];
        };
        /**
         * OutcomeShape
         * @description What the shopper gets on one route.
         */
        OutcomeShape: {
            /** Open */
            open: boolean | null;
            /** Deadline */
            deadline: string | null;
            /** Freight Payer */
            freight_payer: ("shopper" | "seller" | "insurance") | null;
            /** Refund Fen */
            refund_fen: number | null;
            /** Amount Due Fen */
            amount_due_fen: number | null;
            /** By Rule */
            by_rule: boolean;
            /** Cited */
            cited: string;
        };
        /**
         * ReplyShape
         * @description A ready reply: `body` with variables, `text` with them filled for the conversation.
         */
        ReplyShape: {
            /** Id */
            id: number;
            /** Shortcut */
            shortcut: string;
            /** Title */
            title: string;
            /** Body */
            body: string;
            /** Text */
            text: string;
        };
        /**
         * ResultsShape
         * @description What came of it. Shares are 0 to 1; null without answers. `csat`: the share of 4 and 5.
         */
        ResultsShape: {
            /** Sent */
            sent: number;
            /** Answered */
            answered: number;
            /** Response Rate */
            response_rate: number | null;
            /** Csat */
            csat: number | null;
            /** Average */
            average: number | null;
            /** Scores */
            scores: {
                [key: string]: number;
            };
            /** Reasons */
            reasons: components["schemas"]["ReasonCount"][];
            /** Comments */
            comments: components["schemas"]["CommentShape"][];
            /** By Day */
            by_day: components["schemas"]["api__campaigns__Day"][];
        };
        /**
         * ReasonCount
         * @description How often a reason was given.
         */
        ReasonCount: {
            /** Reason */
            reason: string;
            /** Count */
            count: number;
        };
        /**
         * CommentShape
         * @description One shopper's words.
         */
        CommentShape: {
            /** Score */
            score: number;
            /** Comment */
            comment: string;
            /** Category */
            category: string[] | null;
            /** Sentiment */
            sentiment: number | null;
            /** Customer Name */
            customer_name: string;
            /**
             * Answered At
             * Format: date-time
             */
            answered_at: string;
            /** Ticket Number */
            ticket_number: string | null;
        };
        /**
         * Day
         * @description One day in Shanghai.
         */
        api__campaigns__Day: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Sent */
            sent: number;
            /** Answered */
            answered: number;
        };
        /**
         * Rules
         * @description Everything that decisions rest on beside the facts.
         */
        Rules: {
            /** Rules */
            rules: components["schemas"]["RuleShape"][];
            /** Promises */
            promises: components["schemas"]["PromiseShape"][];
            /** Categories */
            categories: components["schemas"]["CategoryShape"][];
            /** Approve By Rule Up To Fen */
            approve_by_rule_up_to_fen: number;
            /** Weekends Are Off */
            weekends_are_off: boolean;
            /** Years */
            years: components["schemas"]["YearShape"][];
            /** Changes */
            changes: components["schemas"]["ChangedBy"][];
        };
        /**
         * RuleShape
         * @description One rule in force; `is_edited`: an operator replaced its mark, text or article.
         */
        RuleShape: {
            /** Id */
            id: string;
            /** Law */
            law: string;
            /** Article */
            article: string;
            /**
             * Mark
             * @enum {string}
             */
            mark: "V" | "S" | "M";
            /** Text */
            text: string;
            /**
             * In Force From
             * Format: date
             */
            in_force_from: string;
            /** In Force To */
            in_force_to: string | null;
            /** Is Edited */
            is_edited: boolean;
        };
        /**
         * PromiseShape
         * @description What the shop promises for a category, "" for all goods.
         */
        PromiseShape: {
            /** Category */
            category: string;
            /** No Reason Days */
            no_reason_days: number | null;
            /** Freight Insurance */
            freight_insurance: boolean;
            /** Return Freight By Shop */
            return_freight_by_shop: boolean;
            /** Warranty Months */
            warranty_months: number | null;
        };
        /**
         * CategoryShape
         * @description A category of goods as the rules know it.
         */
        CategoryShape: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * YearShape
         * @description One year: `announced` came with the service, `loaded` by an operator, `law`: no notice, provisional.
         */
        YearShape: {
            /** Year */
            year: number;
            /**
             * Source
             * @enum {string}
             */
            source: "announced" | "loaded" | "law";
            /** Days Off */
            days_off: string[];
            /** Working Days */
            working_days: string[];
        };
        /**
         * ChangedBy
         * @description Who changed what, when and why.
         */
        ChangedBy: {
            /** Id */
            id: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /**
             * Subject
             * @enum {string}
             */
            subject: "rule" | "promise" | "limit" | "notice" | "calendar";
            /** Key */
            key: string;
            /** Value */
            value: {
                [key: string]: unknown;
            };
            /** Note */
            note: string;
        };
        /**
         * TicketRow
         * @description A ticket in a list. Due times are null while the clocks pause.
         */
        TicketRow: {
            /**
             * Number
             * @example TK-26112200017
             */
            number: string;
            /** Title */
            title: string;
            /**
             * Status
             * @enum {string}
             */
            status: "new" | "open" | "waiting_customer" | "waiting_third_party" | "resolved" | "closed";
            /**
             * Kind
             * @example 投诉
             */
            kind: string;
            /**
             * Category
             * @example [
             *       "物流",
             *       "在途延误"
             *     ]
             */
            category: [
                string,
                string
            ];
            /** Sentiment */
            sentiment: number;
            /**
             * Urgency
             * @example 普通
             */
            urgency: string;
            /** Priority */
            priority: number;
            /**
             * Sla State
             * @enum {string}
             */
            sla_state: "ok" | "warning" | "breached";
            /** First Answer Due At */
            first_answer_due_at: string | null;
            /** First Answered At */
            first_answered_at: string | null;
            /** Resolution Due At */
            resolution_due_at: string | null;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Resolved At */
            resolved_at: string | null;
            customer: components["schemas"]["TicketCustomer"];
            assignee: components["schemas"]["Named"] | null;
            group: components["schemas"]["Named"] | null;
            /** Conversation Id */
            conversation_id: string | null;
            /** Conversation Owner */
            conversation_owner: ("bot" | "queue" | "agent" | "closed") | null;
            last_message: components["schemas"]["LastMessage"] | null;
            /** Unread */
            unread: number;
            commitment: components["schemas"]["RowCommitment"] | null;
        };
        /**
         * TicketCustomer
         * @description Whose ticket it is; `level` only for members of the shop.
         */
        TicketCustomer: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /** Level */
            level: string | null;
        };
        /**
         * LastMessage
         * @description The newest line of the ticket's conversation.
         */
        LastMessage: {
            /**
             * Author
             * @enum {string}
             */
            author: "agent" | "customer" | "bot" | "system";
            /** Text */
            text: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * RowCommitment
         * @description What is owed next about a ticket. `provisional`: its year's holiday notice is not loaded.
         */
        RowCommitment: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "refund_due" | "stalling" | "repair_due" | "parts_due" | "warranty_end" | "promised_by_agent" | "promised_by_bot";
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "open" | "warned" | "breached" | "kept" | "dropped";
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Provisional */
            provisional: boolean;
        };
        /**
         * TicketShape
         * @description A ticket with all that belongs to it. `handoff` is the packet of the last hand-off to a person.
         */
        TicketShape: {
            /**
             * Number
             * @example TK-26112200017
             */
            number: string;
            /** Title */
            title: string;
            /**
             * Status
             * @enum {string}
             */
            status: "new" | "open" | "waiting_customer" | "waiting_third_party" | "resolved" | "closed";
            /**
             * Kind
             * @example 投诉
             */
            kind: string;
            /**
             * Category
             * @example [
             *       "物流",
             *       "在途延误"
             *     ]
             */
            category: [
                string,
                string
            ];
            /** Sentiment */
            sentiment: number;
            /**
             * Urgency
             * @example 普通
             */
            urgency: string;
            /** Priority */
            priority: number;
            /**
             * Sla State
             * @enum {string}
             */
            sla_state: "ok" | "warning" | "breached";
            /** First Answer Due At */
            first_answer_due_at: string | null;
            /** First Answered At */
            first_answered_at: string | null;
            /** Resolution Due At */
            resolution_due_at: string | null;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Resolved At */
            resolved_at: string | null;
            customer: components["schemas"]["TicketCustomer"];
            assignee: components["schemas"]["Named"] | null;
            group: components["schemas"]["Named"] | null;
            /** Conversation Id */
            conversation_id: string | null;
            /** Conversation Owner */
            conversation_owner: ("bot" | "queue" | "agent" | "closed") | null;
            last_message: components["schemas"]["LastMessage"] | null;
            /** Unread */
            unread: number;
            commitment: components["schemas"]["RowCommitment"] | null;
            /** Description */
            description: string;
            /** Source */
            source: string;
            /** Classification */
            classification: {
                [key: string]: unknown;
            };
            /** Orders */
            orders: string[];
            /** Handoff */
            handoff: {
                [key: string]: unknown;
            } | null;
            /** Events */
            events: components["schemas"]["TicketEventShape"][];
            /** Allowed Moves */
            allowed_moves: ("new" | "open" | "waiting_customer" | "waiting_third_party" | "resolved" | "closed")[];
            /** Cases */
            cases: components["schemas"]["CaseView"][];
            /** Surveys */
            surveys: components["schemas"]["SurveyGiven"][];
            rating: components["schemas"]["RatingGiven-Output"] | null;
            /** Commitments */
            commitments: components["schemas"]["CommitmentShape"][];
        };
        /**
         * TicketEventShape
         * @description One line of a ticket's history.
         */
        TicketEventShape: {
            /** Id */
            id: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Actor
             * @enum {string}
             */
            actor: "agent" | "customer" | "bot" | "system";
            /** Actor Name */
            actor_name: string | null;
            /** Kind */
            kind: string;
            /** From Value */
            from_value: string | null;
            /** To Value */
            to_value: string | null;
            /** Reason */
            reason: string;
            /** Data */
            data: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * SurveyGiven
         * @description What a shopper answered to a survey about the ticket.
         */
        SurveyGiven: {
            /** Score */
            score: number;
            /** Reasons */
            reasons: string[];
            /** Comment */
            comment: string;
            /**
             * Answered At
             * Format: date-time
             */
            answered_at: string;
        };
        /**
         * RatingGiven
         * @description What a shopper thought of the conversation.
         */
        "RatingGiven-Output": {
            /** Bot */
            bot: number | null;
            /** Person */
            person: number | null;
            /** Outcome */
            outcome: ("solved" | "partly" | "unsolved") | null;
            /** Comment */
            comment: string;
        };
        /**
         * CustomerShape
         * @description A customer with orders, cases, tickets and conversations, newest first.
         */
        api__customers__CustomerShape: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /** Is Signed In */
            is_signed_in: boolean;
            /** Level */
            level: string | null;
            /** Points */
            points: number | null;
            /** Joined At */
            joined_at: string | null;
            /** Phone Masked */
            phone_masked: string | null;
            /** Contacts 30D */
            contacts_30d: number;
            /** Orders */
            orders: components["schemas"]["OrderCard"][];
            /** Cases */
            cases: components["schemas"]["CaseView"][];
            /** Tickets */
            tickets: components["schemas"]["TicketGlance"][];
            /** Conversations */
            conversations: components["schemas"]["ConversationGlance"][];
        };
        /**
         * OrderCard
         * @description An order with its lines and its parcel.
         */
        OrderCard: {
            /** Number */
            number: string;
            /** Status */
            status: string;
            /** Status Text */
            status_text: string;
            /** Ordered At */
            ordered_at: string;
            /** Total Fen */
            total_fen: number;
            /** Lines */
            lines: components["schemas"]["LineCard"][];
            parcel: components["schemas"]["ParcelCard"] | null;
            /** Choices */
            choices: {
                [key: string]: unknown;
            }[];
        };
        /**
         * ParcelCard
         * @description A parcel, newest event first.
         */
        ParcelCard: {
            /** Number */
            number: string;
            /** Carrier */
            carrier: string;
            /** Status Text */
            status_text: string;
            /** Expected At */
            expected_at: string | null;
            /** Events */
            events: components["schemas"]["ParcelEventCard"][];
        };
        /**
         * ParcelEventCard
         * @description One scan.
         */
        ParcelEventCard: {
            /** At */
            at: string;
            /** Place */
            place: string;
            /** Text */
            text: string;
        };
        /**
         * TicketGlance
         * @description A ticket in one line.
         */
        TicketGlance: {
            /** Number */
            number: string;
            /** Title */
            title: string;
            /**
             * Status
             * @enum {string}
             */
            status: "new" | "open" | "waiting_customer" | "waiting_third_party" | "resolved" | "closed";
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
        };
        /**
         * ConversationGlance
         * @description A conversation in one line.
         */
        ConversationGlance: {
            /** Id */
            id: string;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /**
             * Owner
             * @enum {string}
             */
            owner: "bot" | "queue" | "agent" | "closed";
            /** Topic */
            topic: string | null;
        };
        /**
         * Counts
         * @description Open tickets in each view.
         */
        api__ticket_shapes__Counts: {
            /** Mine */
            mine: number;
            /** Unassigned */
            unassigned: number;
            /** Overdue Soon */
            overdue_soon: number;
            /** All */
            all: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

package letter

// told is the body of mail.asked, mail.sent, mail.failed, mail.unsure and
// mail.cancelled: what became of a message that is no reminder's; and of
// mail.delayed and mail.bounced, of any.
type told struct {
	Template string `json:"template"`
	State    string `json:"state"`
	Status   string `json:"status,omitempty"` // of what came back
	Why      string `json:"why,omitempty"`    // of a failure: what the server said goes with the message, not here
	Hash     []byte `json:"hash,omitempty"`   // of what was said to whom
}

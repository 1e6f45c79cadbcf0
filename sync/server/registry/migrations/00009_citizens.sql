-- Citizens with a dose, so that a transaction can hold one; see HoldCitizen. They
-- belong to no centre, for that is the point.

-- +goose Up
CREATE TABLE citizens (
    reference_id TEXT PRIMARY KEY
);

namespace FpgaSeg.HostDriver.Transports.Usb.Bulk;

/// <summary>Takes what is not payload out of the bytes of a finished IN transfer.</summary>
internal interface IInboundFilter
{
    /// <summary>Moves the payload of <paramref name="transfer"/> to its start and returns its length.</summary>
    int Strip(Span<byte> transfer);
}
